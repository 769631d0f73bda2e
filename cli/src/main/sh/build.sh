# shellcheck shell=sh
# Builds, and makes what starts are fast with. Sourced by the launcher.

# Whether $1 is a process that is no more.
is_dead() {
  [ -n "$1" ] && ! kill -0 "$1" 2>/dev/null && [ ! -d "/proc/$1" ]
}

# Only one process builds. A lock that a killed process left behind is taken over.
lock() {
  mkdir -p "$dist" 2>/dev/null || die "cannot write to $dist"
  tries=0
  until mkdir "$dist/lock" 2>/dev/null; do
    [ -d "$dist/lock" ] || [ -w "$dist" ] || die "cannot write to $dist"
    holder=
    [ -r "$dist/lock/pid" ] && read -r holder <"$dist/lock/pid"
    if [ "$tries" -gt 5 ] && [ -z "$holder" ] || is_dead "$holder"; then
      mv "$dist/lock" "$dist/lock.$$" 2>/dev/null && rm -rf "$dist/lock.$$"
      continue
    fi
    [ "$tries" -eq 1 ] && say "another process is building; waiting for it${holder:+ (process $holder)}"
    tries=$((tries + 1))
    sleep 1
  done
  trap 'unlock' EXIT
  trap 'unlock; exit 130' INT
  trap 'unlock; exit 143' TERM HUP
  echo $$ >"$dist/lock/pid"
}

unlock() {
  rm -rf "$dist/lock" "$dist/started.$$" "$dist/status.$$"
  trap - EXIT INT TERM HUP
}

# Shows how far Maven is: one changing line on a terminal, one line a module elsewhere.
progress() {
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *'[INFO] Building '*' ['*/*']')
        # shellcheck disable=SC2086,SC2116 # to squeeze the spaces
        step=$(echo ${line##*Building })
        if [ -t 2 ]; then
          printf '\r\033[Ksluice: building %s' "$step" >&2
        else
          say "building $step"
        fi
        ;;
    esac
  done
  [ -t 2 ] && printf '\r\033[K' >&2
}

compile() {
  log=$home/cli/target/build.log
  say "building, which takes about a minute and happens once (log: $log)"
  {
    (cd "$home" && JAVA_HOME=${java%/bin/java} mvn -B -ntp -pl cli -am -Dmaven.test.skip=true package)
    echo $? >"$dist/status.$$"
  } 2>&1 </dev/null | progress >"$log"
  read -r status <"$dist/status.$$"
  [ "$status" -eq 0 ] && return
  sed -n 's/^\[ERROR\] //p' "$log" | head -n 15 >&2
  die "the build failed; all of it is in $log"
}

# Puts the jars of the build, and a cache made from a trial run, where starts find them.
assemble() {
  next=$(date +%s)-$$
  # shellcheck disable=SC2086 # flags are several words
  "$java" $flags -cp "$home/cli/target/cli.jar" dev.sluice.cli.launch.Jars "$home/cli/target" "$dist/$next" ||
    die "the jars could not be put into $dist/$next"
  say "making the cache for fast starts"
  # shellcheck disable=SC2086
  "$java" $flags "-XX:AOTCacheOutput=$dist/$next/sluice.aot" -cp "$dist/$next/cli.jar" \
    dev.sluice.cli.launch.Training "$home/examples/storefront" "$dist/$next/bundle" >"$dist/$next/training.log" 2>&1 ||
    say "no cache could be made, so that starts take longer (see $dist/$next/training.log)"
  rm -rf "$dist/$next/bundle"
  printf '%s\n%s\n%s\n' "$next" "$java" "$runtime" >"$dist/current.$$"
  touch -r "$dist/started.$$" "$dist/current.$$"
  mv "$dist/current.$$" "$dist/current"
  # The build before this one stays, since somebody may be running it.
  for old in "$dist"/[0-9]*-*; do
    case ${old##*/} in
      "$next" | "$build") ;;
      *) rm -rf "$old" ;;
    esac
  done
}

prepare() {
  lock
  read_build
  if ! is_fresh; then
    find_jdk || no_jdk
    command -v mvn >/dev/null || no_maven
    : >"$dist/started.$$"
    compile
    assemble
    read_build
  fi
  unlock
}
