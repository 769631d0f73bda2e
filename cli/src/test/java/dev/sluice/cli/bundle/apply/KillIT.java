package dev.sluice.cli.bundle.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.manifest.Manifest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.RawText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/// Kills a process that applies, again and again. `-Dsluice.kills=5000` kills it that often.
class KillIT {
  private static final int FILES = 25;
  private static final int KILLS = Integer.getInteger("sluice.kills", 40);

  @TempDir private Path directory;

  private static Map<String, String> files(int version) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      files.put("d" + i % 7 + "/file" + i, ("version " + version + " of " + i + "\n").repeat(50));
    }
    return files;
  }

  /// The process: applies one version after the other, and says so before it begins.
  static final class Child {
    private Child() {}

    /// Applies until it is killed.
    ///
    /// @param args the repository and the first version
    public static void main(String[] args) throws IOException {
      Repo repo = new Repo(Path.of(args[0]));
      for (int version = Integer.parseInt(args[1]); ; version++) {
        System.out.println(version);
        System.out.flush();
        repo.apply(files(version));
      }
    }
  }

  @Test
  void leavesEachFileOldOrNewAndCompletesOnTheNextRun() throws Exception {
    Random random = new Random(20260601);
    Repo repo = new Repo(directory);
    int interrupted = 0;
    int version = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      version = killed(version, random);
      interrupted += Files.exists(directory.resolve(Staging.PATH)) ? 1 : 0;
      Map<String, String> newer = files(version);
      Map<String, String> older = version == 0 ? Map.of() : files(version - 1);
      repo.files().forEach((path, text) -> assertThat(text).isIn(newer.get(path), older.get(path)));
      assertThat(repo.apply(newer)).isZero();
      assertThat(repo.files()).isEqualTo(newer);
      assertThat(repo.has(Staging.PATH)).isFalse();
      version++;
    }
    System.out.println(KILLS + " kills, " + interrupted + " of them within an apply");
    assertThat(interrupted).as("kills within an apply").isPositive();
  }

  /// Starts the process and kills it a moment after its first or second apply has begun.
  ///
  /// @return the version that it was at
  private int killed(int from, Random random) throws Exception {
    Path output = directory.resolveSibling(directory.getFileName() + ".out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Child.class.getName(),
                directory.toString(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    int target = from + random.nextInt(2);
    while (child.isAlive() && last(output) < target) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
    assertThat(child.isAlive()).isTrue();
    child.destroyForcibly().waitFor();
    return last(output);
  }

  /// Where the classes come from that the process needs, however this test was started.
  private static String classPath() {
    return Stream.of(KillIT.class, Apply.class, Manifest.class, RawText.class, Logger.class)
        .map(type -> Path.of(URI.create(String.valueOf(location(type)))).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static int last(Path output) throws IOException {
    String text = Files.readString(output, UTF_8);
    int end = text.lastIndexOf('\n');
    int begin = text.lastIndexOf('\n', end - 1) + 1;
    return end < 0 ? -1 : Integer.parseInt(text.substring(begin, end));
  }
}
