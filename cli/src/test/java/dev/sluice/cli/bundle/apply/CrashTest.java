package dev.sluice.cli.bundle.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stops an apply at every single change of the disk.
class CrashTest {
  private static final String BASE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
  private static final Map<String, String> FIRST =
      Map.of("updated", BASE, "merged", BASE, "conflict", BASE, "d/deleted", BASE, "same", BASE);
  private static final Map<String, String> SECOND =
      Map.of(
          "updated",
          BASE + "eight\n",
          "merged",
          BASE + "eight\n",
          "conflict",
          BASE.replace("one", "yours"),
          "d/deleted",
          BASE + "eight\n",
          "same",
          BASE,
          "new/deep/a",
          "a\n",
          "new/deep/b",
          "b\n",
          "taken",
          "theirs\n");

  @TempDir private Path directory;

  /// The power fails; nothing gets a chance to clean up.
  private static final class PowerFailure extends Error {
    private static final long serialVersionUID = 1;
  }

  /// What happens to the disk at one of its changes.
  private interface Fault {
    /// @param half does half of the change, where there is such a thing
    void at(Half half) throws IOException;
  }

  private interface Half {
    void run() throws IOException;
  }

  /// Quicker, since no power fails for real.
  private static class QuickDisk extends Disk {
    @Override
    void force(FileChannel channel) {}
  }

  private static final class FaultyDisk extends QuickDisk {
    private final int faulty;
    private final Fault fault;
    private int changes;

    FaultyDisk(int faulty, Fault fault) {
      this.faulty = faulty;
      this.fault = fault;
    }

    private void change(Half half) throws IOException {
      if (changes++ == faulty) {
        fault.at(half);
      }
    }

    @Override
    void directory(Path path) throws IOException {
      change(() -> {});
      super.directory(path);
    }

    @Override
    void write(Path file, byte[] content) throws IOException {
      change(() -> Files.write(file, java.util.Arrays.copyOf(content, content.length / 2)));
      super.write(file, content);
    }

    @Override
    void move(Path from, Path to) throws IOException {
      change(() -> {});
      super.move(from, to);
    }

    @Override
    void delete(Path file) throws IOException {
      change(() -> {});
      super.delete(file);
    }
  }

  private Repo prepared(String name) throws IOException, RefusedException {
    Repo repo = new Repo(Files.createDirectory(directory.resolve(name)));
    apply(repo, FIRST, new QuickDisk());
    repo.write("merged", "zero\n" + BASE).write("conflict", BASE.replace("one", "mine"));
    repo.write("taken", "mine\n");
    Files.delete(repo.root.resolve("d/deleted"));
    return repo;
  }

  private static void apply(Repo repo, Map<String, String> files, Disk disk)
      throws IOException, RefusedException {
    SortedMap<String, Content> wanted = new TreeMap<>();
    files.forEach((path, text) -> wanted.put(path, Content.of(text.getBytes(UTF_8))));
    new Apply(repo.root, disk).write(wanted, repo.terminal());
  }

  private static void eachIsOldOrNew(
      Map<String, String> found, Map<String, String> old, Map<String, String> complete) {
    TreeMap<String, String> all = new TreeMap<>(old);
    all.putAll(complete);
    for (String path : all.keySet()) {
      String now = found.get(path);
      assertThat(Objects.equals(now, old.get(path)) || Objects.equals(now, complete.get(path)))
          .as(path + " is old or new")
          .isTrue();
    }
    assertThat(all.keySet()).containsAll(found.keySet());
  }

  @Test
  void completesOrUndoesAfterAPowerFailureAnywhere() throws Exception {
    Repo whole = prepared("whole");
    SortedMap<String, String> old = whole.everything();
    apply(whole, SECOND, new QuickDisk());
    SortedMap<String, String> complete = whole.everything();
    SortedMap<String, String> completeFiles = whole.files();
    SortedMap<String, String> oldFiles = prepared("old").files();

    boolean failed = true;
    int crashes = 0;
    for (int at = 0; failed; at++) {
      for (boolean half : new boolean[] {false, true}) {
        Repo repo = prepared("crash-" + at + half);
        Fault fault =
            rest -> {
              if (half) {
                rest.run();
              }
              throw new PowerFailure();
            };
        failed = false;
        try {
          apply(repo, SECOND, new FaultyDisk(at, fault));
        } catch (PowerFailure e) {
          failed = true;
          crashes++;
        }
        eachIsOldOrNew(repo.files(), oldFiles, completeFiles);
        apply(repo, SECOND, new QuickDisk());
        assertThat(repo.everything()).as("after a crash at " + at).isEqualTo(complete);
        assertThat(repo.has(".sluice/staging")).isFalse();
      }
    }
    assertThat(crashes).isGreaterThan(60);
    assertThat(old).isNotEqualTo(complete);
  }

  @Test
  void completesAfterASecondPowerFailureDuringRecovery() throws Exception {
    Repo whole = prepared("whole");
    apply(whole, SECOND, new QuickDisk());
    SortedMap<String, String> complete = whole.everything();
    Fault fault =
        _ -> {
          throw new PowerFailure();
        };
    for (int first = 20; first < 45; first += 4) {
      for (int second = 0; second < 24; second += 3) {
        Repo repo = prepared("twice-" + first + "-" + second);
        for (int at : new int[] {first, second}) {
          try {
            apply(repo, SECOND, new FaultyDisk(at, fault));
          } catch (PowerFailure e) {
            // The next one goes on from here.
          }
        }
        apply(repo, SECOND, new QuickDisk());
        assertThat(repo.everything()).isEqualTo(complete);
      }
    }
  }

  @Test
  void leavesAllAsItWasWhenOneStepFails() throws Exception {
    SortedMap<String, String> old = prepared("old").everything();
    Fault fault =
        _ -> {
          throw new IOException("no space left on device");
        };
    int refused = 0;
    for (int at = 1; at < 40; at++) {
      Repo repo = prepared("fails-" + at);
      FaultyDisk disk = new FaultyDisk(at, fault);
      assertThatThrownBy(() -> apply(repo, SECOND, disk))
          .as("at " + at)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no space left on device");
      assertThat(repo.everything()).as("at " + at).isEqualTo(old);
      assertThat(repo.has("new")).isFalse();
      refused++;
    }
    assertThat(refused).isEqualTo(39);
  }

  @Test
  void keepsWhatAPersonWroteAfterAnInterruption() throws Exception {
    Fault fault =
        _ -> {
          throw new PowerFailure();
        };
    for (int at = 1; at < 45; at++) {
      Repo repo = prepared("edited-" + at);
      FaultyDisk disk = new FaultyDisk(at, fault);
      assertThatThrownBy(() -> apply(repo, SECOND, disk)).isInstanceOf(PowerFailure.class);
      repo.write("updated", "mine, and " + repo.read("updated"));
      String mine = repo.read("updated");
      apply(repo, SECOND, new QuickDisk());
      assertThat(repo.read("updated").lines().findFirst()).isEqualTo(mine.lines().findFirst());
      assertThat(repo.read("updated")).endsWith("eight\n");
    }
  }
}
