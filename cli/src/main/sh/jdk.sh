# shellcheck shell=sh
# Finds the JDK and the Maven that a build needs, or says how to get them. Sourced; say and die come from there.

jdk=25

# Sets found_version and found_runtime to what the JDK in directory $1 says of itself.
read_release() {
  found_version='' found_runtime=''
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    value=${value#\"}
    value=${value%\"}
    case $key in
      JAVA_VERSION) found_version=$value ;;
      JAVA_RUNTIME_VERSION) found_runtime=$value ;;
    esac
  done <"$1/release"
  [ -n "$found_version" ]
}

# Sets java when directory $1 holds the right JDK, with a compiler; remembers what else it met.
try_jdk() {
  [ -x "$1/bin/java" ] && read_release "$1" || return 1
  if [ "${found_version%%[.+-]*}" = "$jdk" ] && [ -x "$1/bin/javac" ]; then
    java=$1/bin/java
    runtime=$found_runtime
    return 0
  fi
  case "$met" in
    *" $1 "*) ;;
    *) met="$met${met:+and} $found_version at $1 " ;;
  esac
  return 1
}

# Prints the directory of the JDK behind the command java.
jdk_of_path() {
  bin=$(command -v java) || return 1
  while [ -h "$bin" ]; do
    link=$(readlink "$bin") || return 1
    case $link in
      /*) bin=$link ;;
      *) bin=${bin%/*}/$link ;;
    esac
  done
  bin=${bin%/*}
  printf '%s\n' "${bin%/*}"
}

# Sets java and runtime to a JDK of the right version, when there is one.
find_jdk() {
  met=
  [ -n "${JAVA_HOME:-}" ] && try_jdk "$JAVA_HOME" && return
  on_path=$(jdk_of_path) && try_jdk "$on_path" && return
  if [ -x /usr/libexec/java_home ]; then
    chosen=$(/usr/libexec/java_home -v "$jdk" 2>/dev/null) && try_jdk "$chosen" && return
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/*; do
    try_jdk "$candidate" && return
  done
  return 1
}

# Ends with the ways to get a JDK.
no_jdk() {
  say "no JDK $jdk was found in JAVA_HOME, on the PATH or in the usual places${met:+; only${met% }}"
  cat >&2 <<END
Get one in any of these ways, then run this again:
  Debian, Ubuntu   apt install openjdk-$jdk-jdk        (or temurin-$jdk-jdk from https://adoptium.net)
  Fedora           dnf install java-$jdk-openjdk-devel
  macOS            brew install openjdk@$jdk
  anywhere         sdk install java $jdk-tem           (https://sdkman.io)
or set JAVA_HOME to the directory of one that is there.
END
  exit 3
}

# Ends with the ways to get Maven.
no_maven() {
  say "Maven was not found on the PATH; it is needed once, to build"
  cat >&2 <<END
Get it in any of these ways, then run this again:
  Debian, Ubuntu   apt install maven
  Fedora           dnf install maven
  macOS            brew install maven
  anywhere         sdk install maven    (https://sdkman.io), or https://maven.apache.org/download.html
END
  exit 3
}
