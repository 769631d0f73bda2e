package dev.sluice.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real launcher on the real jars, in a clone with spaces in its path. Only Maven is a
/// stand-in, which copies what is already built and counts how often it was called.
class LauncherIT {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final List<String> TOOLS =
      List.of(
          "find",
          "mkdir",
          "rm",
          "mv",
          "touch",
          "date",
          "cat",
          "head",
          "sed",
          "sleep",
          "cp",
          "readlink",
          "echo",
          "dirname");

  /// A clone that was built, for the tests that begin with one.
  @TempDir private static Path model;

  @TempDir private Path directory;
  private Path jdk;
  private Path clone;
  private Path tools;

  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void build() throws IOException {
    makeNoCaches(model.resolve("jdk"));
    LauncherIT first = new LauncherIT();
    first.directory = model;
    first.cloneRepository();
    assertThat(first.run("--version").code()).isZero();
  }

  /// Makes a JDK that is the one of this process, except that it makes no caches, which takes as
  /// long as all the rest of a build.
  private static void makeNoCaches(Path jdk) throws IOException {
    Path real = Path.of(System.getProperty("java.home"));
    Files.createDirectories(jdk.resolve("bin"));
    Files.copy(real.resolve("release"), jdk.resolve("release"));
    Files.createSymbolicLink(jdk.resolve("bin/javac"), real.resolve("bin/javac"));
    script(
        jdk.resolve("bin/java"),
        """
        case "$*" in *-XX:AOTCacheOutput=*) exit 1 ;; esac
        exec "%s/bin/java" "$@"
        """
            .formatted(real));
  }

  @BeforeEach
  void cloneRepository() throws IOException {
    jdk = model.resolve("jdk");
    clone = Files.createDirectories(directory.resolve("a clone"));
    tools = Files.createDirectories(directory.resolve("tools"));
    Files.copy(MODULE.resolve("../sluice"), clone.resolve("sluice"));
    copy(MODULE.resolve("src/main/sh"), clone.resolve("cli/src/main/sh"));
    Files.createDirectories(clone.resolve("cli/src/main/java"));
    Files.writeString(clone.resolve("cli/src/main/java/One.java"), "class One {}");
    Files.writeString(clone.resolve("pom.xml"), "<project/>");
    for (String tool : TOOLS) {
      script(tool, "exec %s \"$@\"".formatted(onPath(tool)));
    }
    script(
        "mvn",
        """
        echo called >>calls
        echo '[INFO] Building cli 0.1.0                   [1/1]'
        sleep 1
        mkdir -p cli/target
        cp -R "%s/target/cli.jar" "%s/target/lib" cli/target/
        """
            .formatted(MODULE, MODULE));
  }

  private void script(String name, String content) throws IOException {
    script(tools.resolve(name), content);
  }

  private static void script(Path script, String content) throws IOException {
    Files.writeString(script, "#!/bin/sh\n" + content);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /// Leaves the clone as the first start does, but for the cache, which fits where it was made
  /// only.
  private void built() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    Path from = model.resolve("a clone");
    copy(from.resolve("cli/target"), clone.resolve("cli/target"));
    Files.copy(from.resolve("calls"), clone.resolve("calls"));
    Files.setLastModifiedTime(clone.resolve("cli/target/dist/current"), now);
  }

  private Process start(Path in, String launcher, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
    environment.put("PATH", tools.toString());
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("LC_ALL", "C");
    return builder.start();
  }

  private static Result end(Process process) {
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Result(process.exitValue(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Result run(String... args) throws IOException {
    return end(start(clone, "./sluice", args));
  }

  private int builds() throws IOException {
    Path calls = clone.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private void assertVersion(Result result) {
    assertThat(result.out()).as(result.err()).matches("sluice \\d+\\.\\d+\\.\\d+\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void buildsAtTheFirstStartWithACacheThatIsNotNeededAndNeverAgain() throws IOException {
    jdk = Path.of(System.getProperty("java.home"));
    Result first = run("--version");
    assertVersion(first);
    assertThat(first.err()).contains("building cli 0.1.0 [1/1]", "cache");
    Result second = run("--version");
    assertVersion(second);
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
    List<Path> caches = dist("sluice.aot");
    assertThat(caches).hasSize(1);
    Files.delete(caches.getFirst());
    assertVersion(run("--version"));
  }

  private List<Path> dist(String name) throws IOException {
    try (Stream<Path> found = Files.walk(clone.resolve("cli/target/dist"))) {
      return found.filter(p -> p.endsWith(name)).toList();
    }
  }

  @Test
  void worksThroughLinksAndFromAnyDirectory() throws IOException {
    built();
    Path bin = Files.createDirectories(directory.resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("one"), Path.of("../a clone/sluice"));
    Files.createSymbolicLink(bin.resolve("two"), bin.resolve("one"));
    assertVersion(end(start(Path.of("/"), bin.resolve("two").toString(), "--version")));
    assertVersion(end(start(bin, "./two", "--version")));
    assertVersion(end(start(clone.resolve("cli"), "../sluice", "--version")));
    assertVersion(end(start(clone, "/bin/sh", "sluice", "--version")));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void handsOnArgumentsAsTheyAre() throws IOException {
    built();
    Result result = run("completion", "a b*");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'a b*'");
  }

  @Test
  void buildsOnceWhenTwoStartAtOnce() throws IOException {
    Process one = start(clone, "./sluice", "--version");
    Process two = start(clone, "./sluice", "--version");
    Result first = end(one);
    Result second = end(two);
    assertVersion(first);
    assertVersion(second);
    assertThat(builds()).isEqualTo(1);
    assertThat(first.err() + second.err()).contains("another process is building");
  }

  @Test
  void takesOverFromAProcessThatDied() throws IOException {
    Path lock = Files.createDirectories(clone.resolve("cli/target/dist/lock"));
    Files.writeString(lock.resolve("pid"), "4194999\n");
    assertVersion(run("--version"));
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws IOException {
    built();
    Path source = clone.resolve("cli/src/main/java/One.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    Result result = run("--version");
    assertVersion(result);
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws IOException {
    built();
    Files.delete(clone.resolve("cli/src/main/java/One.java"));
    assertVersion(run("--version"));
    assertThat(builds()).isEqualTo(2);
    assertVersion(run("--version"));
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void keepsOnlyTheLastTwoBuilds() throws IOException {
    built();
    for (int i = 1; i <= 2; i++) {
      Files.writeString(clone.resolve("cli/src/main/java/Source" + i + ".java"), "");
      run("--version");
    }
    assertThat(builds()).isEqualTo(3);
    assertThat(dist("cli.jar")).hasSize(2);
  }

  @Test
  void showsTheErrorsOfABuildThatFails() throws IOException {
    script("mvn", "echo '[INFO] fine'; echo '[ERROR] One.java:[1,1] not a statement'; exit 1");
    Result result = run("--version");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("One.java:[1,1] not a statement", "build.log")
        .doesNotContain("fine");
  }

  @Test
  void saysHowToGetMaven() throws IOException {
    Files.delete(tools.resolve("mvn"));
    Result result = run("--version");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("Maven was not found", "apt install maven");
  }

  @Test
  void saysHowToGetAJdk() throws IOException {
    Path script = clone.resolve("cli/src/main/sh/jdk.sh");
    Files.writeString(script, Files.readString(script).replace("jdk=25", "jdk=99"));
    Result result = run("--version");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("no JDK 99 was found", jdk.toString(), "apt install openjdk-99-jdk");
    assertThat(builds()).isZero();
  }

  @Test
  void runsWithoutSourcesAndWithoutMaven() throws IOException {
    built();
    Files.delete(clone.resolve("pom.xml"));
    Files.delete(tools.resolve("mvn"));
    Files.setLastModifiedTime(
        clone.resolve("cli/src/main/java/One.java"), FileTime.from(Instant.now().plusSeconds(5)));
    Result result = run("--version");
    assertVersion(result);
    assertThat(result.err()).isEmpty();
  }
}
