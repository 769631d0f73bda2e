package dev.sluice.cli.bundle.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  private static final String FILE = "deploy/app.yaml";
  private static final String BASE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

  @TempDir private Path directory;
  private Repo repo;

  @BeforeEach
  void makeRepository() {
    repo = new Repo(directory);
  }

  @Test
  void writesWhatIsMissingAndShowsIt() throws IOException {
    assertThat(repo.apply(Map.of(FILE, "a: 1\n"))).isEqualTo(Exit.OK);
    assertThat(repo.read(FILE)).isEqualTo("a: 1\n");
    assertThat(repo.read(".sluice/applied/" + FILE)).isEqualTo("a: 1\n");
    assertThat(repo.out())
        .isEqualTo(
            """
            --- /dev/null
            +++ b/deploy/app.yaml
            @@ -0,0 +1 @@
            +a: 1
            1 new
            """);
    assertThat(repo.err()).isEmpty();
  }

  @Test
  void leavesNothingBehindButTheBase() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    assertThat(repo.everything()).containsOnlyKeys(FILE, ".sluice/applied/" + FILE);
    assertThat(repo.has(".sluice/staging")).isFalse();
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    Map<String, String> files = Map.of(FILE, BASE, "run.sh", "#!/bin/sh\n", "taken", "new\n");
    repo.write("taken", "mine\n");
    repo.apply(files);
    Map<String, String> first = repo.everything();
    var times = Files.getLastModifiedTime(directory.resolve(".sluice"));
    assertThat(repo.apply(files)).isEqualTo(Exit.OK);
    assertThat(repo.everything()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(directory.resolve(".sluice"))).isEqualTo(times);
    assertThat(repo.out()).doesNotContain("@@");
  }

  @Test
  void showsAndWritesNothingInADryRun() throws IOException {
    repo.write("taken", "mine\n");
    Map<String, String> before = repo.everything();
    assertThat(repo.apply(Map.of(FILE, BASE, "taken", "new\n"), true)).isEqualTo(Exit.OK);
    assertThat(repo.everything()).isEqualTo(before);
    assertThat(repo.out()).contains("+++ b/deploy/app.yaml", "+seven", "nothing was written");
  }

  @Test
  void replacesWhatItWroteBeforeAndNobodyChanged() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.apply(Map.of(FILE, BASE + "eight\n"));
    assertThat(repo.read(FILE)).isEqualTo(BASE + "eight\n");
    assertThat(repo.read(".sluice/applied/" + FILE)).isEqualTo(BASE + "eight\n");
    assertThat(repo.out()).contains(" seven\n+eight\n", "1 updated");
  }

  @Test
  void mergesWhatAPersonChanged() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, BASE.replace("one", "ONE"));
    repo.apply(Map.of(FILE, BASE.replace("six", "SIX")));
    assertThat(repo.read(FILE)).isEqualTo(BASE.replace("one", "ONE").replace("six", "SIX"));
    assertThat(repo.has(FILE + ".sluice-new")).isFalse();
    assertThat(repo.out()).contains("1 merged");
  }

  @Test
  void mergesWithoutALineEndAtTheEnd() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, BASE + "eight");
    repo.apply(Map.of(FILE, BASE.replace("one", "ONE")));
    assertThat(repo.read(FILE)).isEqualTo(BASE.replace("one", "ONE") + "eight");
  }

  @Test
  void keepsAPersonsChangeWhenNothingNewIsWanted() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, "mine\n");
    Map<String, String> before = repo.everything();
    repo.apply(Map.of(FILE, BASE));
    assertThat(repo.everything()).isEqualTo(before);
    assertThat(repo.out()).contains("1 kept");
  }

  @Test
  void leavesAFileInConflictAndWritesBesideIt() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, BASE.replace("one", "mine"));
    repo.apply(Map.of(FILE, BASE.replace("one", "yours")));
    assertThat(repo.read(FILE)).isEqualTo(BASE.replace("one", "mine"));
    assertThat(repo.read(FILE + ".sluice-new")).isEqualTo(BASE.replace("one", "yours"));
    assertThat(repo.out())
        .contains("--- a/deploy/app.yaml\n+++ b/deploy/app.yaml.sluice-new\n", "-mine", "+yours");
  }

  @Test
  void leavesAFileThatItNeverWrote() throws IOException {
    repo.write(FILE, "mine\n");
    repo.apply(Map.of(FILE, "yours\n"));
    assertThat(repo.read(FILE)).isEqualTo("mine\n");
    assertThat(repo.read(FILE + ".sluice-new")).isEqualTo("yours\n");
  }

  @Test
  void asksNoSecondTimeAboutAConflictThatIsDealtWith() throws IOException {
    repo.write(FILE, "mine\n");
    repo.apply(Map.of(FILE, "yours\n"));
    Files.delete(directory.resolve(FILE + ".sluice-new"));
    repo.apply(Map.of(FILE, "yours\n"));
    assertThat(repo.has(FILE + ".sluice-new")).isFalse();
    assertThat(repo.read(FILE)).isEqualTo("mine\n");
    repo.apply(Map.of(FILE, "yours\nand more\n"));
    assertThat(repo.has(FILE + ".sluice-new")).isTrue();
  }

  @Test
  void takesAwayWhatLiesBesideWhenThePersonTookItOver() throws IOException {
    repo.write(FILE, "mine\n");
    repo.apply(Map.of(FILE, "yours\n"));
    repo.write(FILE, "yours\n");
    repo.apply(Map.of(FILE, "yours\n"));
    assertThat(repo.has(FILE + ".sluice-new")).isFalse();
    assertThat(repo.everything()).containsOnlyKeys(FILE, ".sluice/applied/" + FILE);
  }

  @Test
  void offersTheNewestInAConflict() throws IOException {
    repo.write(FILE, "mine\n");
    repo.apply(Map.of(FILE, "yours\n"));
    repo.apply(Map.of(FILE, "newer\n"));
    assertThat(repo.read(FILE + ".sluice-new")).isEqualTo("newer\n");
  }

  @Test
  void leavesAPersonsFileThatLiesBeside() throws IOException {
    repo.write(FILE, "mine\n").write(FILE + ".sluice-new", "my notes\n");
    repo.apply(Map.of(FILE, "yours\n"));
    assertThat(repo.read(FILE + ".sluice-new")).isEqualTo("my notes\n");
    assertThat(repo.out()).contains("deploy/app.yaml: left as it is, and so is the .sluice-new");
  }

  @Test
  void bringsBackNothingThatAPersonDeleted() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    Files.delete(directory.resolve(FILE));
    repo.apply(Map.of(FILE, BASE));
    assertThat(repo.has(FILE)).isFalse();
    repo.apply(Map.of(FILE, BASE + "eight\n"));
    assertThat(repo.has(FILE)).isFalse();
    assertThat(repo.read(FILE + ".sluice-new")).isEqualTo(BASE + "eight\n");
  }

  @Test
  void keepsTheLineEndsOfAFile() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, BASE.replace("\n", "\r\n"));
    repo.apply(Map.of(FILE, BASE));
    assertThat(repo.read(FILE)).isEqualTo(BASE.replace("\n", "\r\n"));

    repo.apply(Map.of(FILE, BASE + "eight\n"));
    assertThat(repo.read(FILE)).isEqualTo((BASE + "eight\n").replace("\n", "\r\n"));
    assertThat(repo.out()).contains(" seven\n+eight\n").doesNotContain("-one");

    repo.write(FILE, "zero\r\n" + repo.read(FILE));
    repo.apply(Map.of(FILE, BASE + "eight\nnine\n"));
    assertThat(repo.read(FILE))
        .isEqualTo(("zero\n" + BASE + "eight\nnine\n").replace("\n", "\r\n"));
  }

  @Test
  void leavesMixedLineEndsAlone() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    String mixed = BASE.replace("one\n", "one\r\n");
    repo.write(FILE, mixed);
    repo.apply(Map.of(FILE, BASE.replace("six", "SIX")));
    assertThat(repo.read(FILE)).isEqualTo(mixed.replace("six", "SIX"));
  }

  @Test
  void keepsTheModeOfAFileAndMakesNewScriptsExecutable() throws IOException {
    repo.apply(Map.of("run.sh", "#!/bin/sh\n", FILE, "a: 1\n"));
    assertThat(mode("run.sh")).startsWith("rwx");
    assertThat(mode(FILE)).startsWith("rw-");
    Files.setPosixFilePermissions(
        directory.resolve("run.sh"), PosixFilePermissions.fromString("rw-r-----"));
    repo.apply(Map.of("run.sh", "#!/bin/sh\nexit\n", FILE, "a: 1\n"));
    assertThat(mode("run.sh")).isEqualTo("rw-r-----");
    assertThat(repo.read("run.sh")).isEqualTo("#!/bin/sh\nexit\n");
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
  }

  @Test
  void mergesNoBinaryFile() throws IOException {
    Path file = directory.resolve("logo.png");
    byte[] mine = {(byte) 0x89, 'P', 'N', 'G', 0, 1, '\r', '\n'};
    Files.write(file, mine);
    byte[] wanted = {(byte) 0x89, 'P', 'N', 'G', 0, 2, '\n'};
    assertThat(Apply.run(directory, Map.of("logo.png", wanted), false, repo.terminal()))
        .isEqualTo(Exit.OK);
    assertThat(Files.readAllBytes(file)).isEqualTo(mine);
    assertThat(Files.readAllBytes(directory.resolve("logo.png.sluice-new"))).isEqualTo(wanted);
    assertThat(repo.out()).contains("Binary file logo.png.sluice-new differs");
  }

  @Test
  void mergesTheSameChangeOfBothSidesOnce() throws IOException {
    repo.apply(Map.of(FILE, BASE));
    repo.write(FILE, BASE.replace("one", "ONE").replace("seven", "SEVEN"));
    repo.apply(Map.of(FILE, BASE.replace("one", "ONE")));
    assertThat(repo.read(FILE)).isEqualTo(BASE.replace("one", "ONE").replace("seven", "SEVEN"));
    assertThat(repo.read(".sluice/applied/" + FILE)).isEqualTo(BASE.replace("one", "ONE"));
    assertThat(repo.out()).contains("1 kept");
  }

  @Test
  void showsNoControlCharacters() throws IOException {
    repo.write(FILE, "mine \u001B[2J\n");
    repo.apply(Map.of(FILE, "yours\n"));
    assertThat(repo.out().getBytes(UTF_8)).doesNotContain((byte) 0x1B);
  }
}
