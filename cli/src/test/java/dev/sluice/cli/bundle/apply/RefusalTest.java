package dev.sluice.cli.bundle.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sluice.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused is refused as a whole.
class RefusalTest {
  @TempDir private Path directory;
  private Repo repo;
  private Path outside;

  @BeforeEach
  void makeRepository() throws IOException {
    repo = new Repo(Files.createDirectories(directory.resolve("repository")));
    outside = Files.createDirectories(directory.resolve("outside"));
  }

  private void refuses(String path, String why) throws IOException {
    SortedMap<String, String> before = repo.everything();
    assertThat(repo.apply(Map.of(path, "x\n", "also", "x\n"))).as(path).isEqualTo(Exit.USAGE);
    assertThat(repo.err()).contains(why, "nothing was written");
    assertThat(repo.everything()).isEqualTo(before);
    try (var entries = Files.list(outside)) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void leavesTheRepositoryByNoName() throws IOException {
    for (String path : List.of("../outside/a", "a/../../outside/a", "/tmp/a", "a//b", "./a", "")) {
      refuses(path, "its name ");
    }
    refuses("a\\b", "a backslash or a control character");
    refuses("a\nb", "a backslash or a control character");
  }

  @Test
  void writesNothingOfGitsOwn() throws IOException {
    refuses(".git/hooks/post-checkout", "it is git's own");
    refuses("vendor/.GIT/config", "it is git's own");
  }

  @Test
  void writesNothingWhereItKeepsItsOwn() throws IOException {
    refuses(".sluice/staging/journal", "sluice keeps its own files there");
  }

  @Test
  void writesThroughNoLink() throws IOException {
    Files.createSymbolicLink(repo.root.resolve("deploy"), outside);
    refuses("deploy/a.yaml", "deploy is a symbolic link");
    Files.createSymbolicLink(repo.root.resolve("file"), outside.resolve("a"));
    refuses("file", "file is a symbolic link");
    Files.createSymbolicLink(repo.root.resolve("b.sluice-new"), outside.resolve("a"));
    refuses("b", "b.sluice-new is a symbolic link");
    Files.createSymbolicLink(repo.root.resolve(".sluice"), outside);
    refuses("fine", ".sluice is a symbolic link");
  }

  @Test
  void keepsItsBaseBehindNoLink() throws IOException {
    Files.createDirectories(repo.root.resolve(".sluice"));
    Files.createSymbolicLink(repo.root.resolve(".sluice/applied"), outside);
    refuses("fine", ".sluice/applied is a symbolic link");
    Files.delete(repo.root.resolve(".sluice/applied"));
    Files.createSymbolicLink(repo.root.resolve(".sluice/staging"), outside);
    refuses("fine", ".sluice/staging is a symbolic link");
  }

  @Test
  void replacesNoDirectoryAndEntersNoFile() throws IOException {
    repo.write("a/b", "mine\n");
    refuses("a", "it is a directory");
    refuses("a/b/c", "a/b is a file where a directory is needed");
  }

  @Test
  void refusesAFileThatIsADirectoryOfAnother() throws IOException {
    assertThat(repo.apply(Map.of("a", "x\n", "a/b", "x\n"))).isEqualTo(Exit.USAGE);
    assertThat(repo.err()).contains("a/b: a is wanted as a file too");
    assertThat(repo.everything()).isEmpty();
  }

  @Test
  void readsNoFileWithoutEnd() throws IOException {
    Path large = repo.root.resolve("large");
    try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 34);
    }
    assertThat(repo.apply(Map.of("large", "x\n"))).isEqualTo(Exit.USAGE);
    assertThat(repo.err()).contains("large: it is larger than 16777216 bytes");
  }

  @Test
  void saysWhichDirectoryIsClosedToIt() throws IOException {
    Path closed = Files.createDirectories(repo.root.resolve("deploy"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "this user may write to every directory");
    refuses("deploy/a.yaml", "directory deploy may not be written to");
  }

  @Test
  void followsNoJournalOutOfTheRepository() throws IOException {
    for (String path : List.of("../outside/a", ".git/config", "link/a")) {
      Repo hostile = new Repo(Files.createTempDirectory(directory, "hostile"));
      Files.createSymbolicLink(hostile.root.resolve("link"), outside);
      String digest = Content.of("x".getBytes(java.nio.charset.StandardCharsets.UTF_8)).sha256();
      hostile.write(".sluice/staging/new-0", "x");
      hostile.write(
          ".sluice/staging/journal", "sluice apply 1\n0 - " + digest + " " + path + "\nend 1\n");
      assertThat(hostile.apply(Map.of("fine", "x\n"))).isEqualTo(Exit.USAGE);
      assertThat(hostile.err()).contains(path + ": ");
      assertThat(hostile.has(".git")).isFalse();
      try (var entries = Files.list(outside)) {
        assertThat(entries).isEmpty();
      }
    }
  }

  @Test
  void overwritesNothingForAJournalThatDoesNotKnowIt() throws IOException {
    String digest = Content.of(new byte[0]).sha256();
    repo.write("mine", "mine\n").write(".sluice/staging/new-0", "");
    repo.write(".sluice/staging/journal", "sluice apply 1\n0 - " + digest + " mine\nend 1\n");
    assertThat(repo.apply(Map.of("other", "x\n"))).isEqualTo(Exit.OK);
    assertThat(repo.read("mine")).isEqualTo("mine\n");
    assertThat(repo.err()).contains("mine: was changed in between, and left as it is");
    assertThat(repo.read("other")).isEqualTo("x\n");
  }

  @Test
  void touchesNothingWhenItsJournalIsDamaged() throws IOException {
    for (String journal :
        List.of(
            "",
            "nonsense",
            "sluice apply 1\nend 0",
            "sluice apply 1\n0 - - a\nend 2\n",
            "sluice apply 1\nx - - a\nend 1\n",
            "sluice apply 1\n0 - zz a\nend 1\n")) {
      Repo damaged = new Repo(Files.createTempDirectory(directory, "damaged"));
      damaged.write(".sluice/staging/journal", journal).write(".sluice/staging/new-0", "x");
      assertThat(damaged.apply(Map.of("fine", "x\n"))).isEqualTo(Exit.USAGE);
      assertThat(damaged.err()).contains("look at your files, then delete .sluice/staging");
      assertThat(damaged.has("fine")).isFalse();
      assertThat(damaged.has(".sluice/staging/new-0")).isTrue();
    }
  }

  @Test
  void letsOnlyOneApplyInAtATime() throws Exception {
    Guard guard = new Guard(repo.root.toRealPath());
    try (Staging held = Staging.hold(guard, new Disk())) {
      assertThat(repo.apply(Map.of("a", "x\n"))).isEqualTo(Exit.USAGE);
      assertThat(repo.err()).contains("another apply is running in this repository");
      assertThat(repo.has("a")).isFalse();
      held.remove();
    }
    assertThat(repo.apply(Map.of("a", "x\n"))).isEqualTo(Exit.OK);
  }
}
