package dev.sluice.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCommandTest {
  private static final String A = "a".repeat(64);

  @TempDir Path root;
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.in(root, Shop.STAGING_AND_PRODUCTION);
  }

  @Test
  void aReleaseIsNamedByAllThatItIs() {
    String one = shop.release(A, "mia@example.com");
    assertThat(shop.release(A, "somebody@example.com")).as("authors are no part").isEqualTo(one);
    String other =
        shop.run("release", "create", "--artifact", "shop=sha256:" + A, "--config", "v2").out();
    assertThat(other).startsWith("sha256:").doesNotContain(one);
    shop.run("release", "show", one)
        .exits(Exit.OK)
        .contains("sha256:" + one, A, "by mia@example.com", "label authors mia@example.com")
        .containsPattern("created \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ by");
    shop.run("release", "list").exits(Exit.OK).hasLineCount(2).contains(one);
  }

  @Test
  void saysWhatIsWrongWithARelease() {
    shop.run("release", "create", "--artifact", "shop=1.0").exits(Exit.USAGE).contains("1.0");
    shop.run("release", "create").exits(Exit.USAGE);
    shop.run("release", "create", "--artifact", "shop")
        .exits(Exit.USAGE)
        .contains("--artifact: expected name=value, but found 'shop'");
    shop.run("release", "show", "0123").exits(Exit.USAGE).contains("no release begins with '0123'");
  }

  @Test
  void whatRunsAlreadyIsAdoptedOnce() {
    String release = shop.release(A, "mia@example.com");
    shop.run("release", "adopt", release, "--environment", "moon")
        .exits(Exit.USAGE)
        .contains("--environment: expected one of staging, production, lab, but found 'moon'");
    shop.run("release", "adopt", release, "--environment", "staging")
        .exits(Exit.OK)
        .contains(release + " runs in staging");
    shop.run("release", "adopt", release, "--environment", "staging")
        .exits(Exit.USAGE)
        .contains("it is known already what runs in staging");
    shop.run("release", "list").exits(Exit.OK).contains(release, "  staging");
  }

  @Test
  void deployingOverWhatRunsIsRefusedBeforeAnythingStarts() {
    String release = shop.release(A, "mia@example.com");
    shop.run("release", "adopt", release, "--environment", "staging").exits(Exit.OK);
    shop.run("release", "deploy", release, "--environment", "staging")
        .exits(Exit.USAGE)
        .contains("a release runs in staging already; sluice rollout start brings another");
    assertThat(root.resolve(".sluice/targets")).doesNotExist();
  }

  @Test
  void aJobLeavesARecordOfWhatCameOfIt() throws IOException {
    String release = shop.release(A, "mia@example.com");
    shop.run("release", "check", release, "e2e", "--", "sh", "-c", "exit 7").exits(7);
    shop.run("release", "check", release, "e2e", "--", "true").exits(0);
    assertThat(records()).hasSize(2);
    assertThat(records().getFirst())
        .contains("\"kind\" : \"check\"", "\"check\" : \"e2e\"", "\"succeeded\" : false")
        .contains("\"exit\" : \"7\"", "\"release\" : \"sha256:" + release, "\"duration\" : \"PT");
    assertThat(records().getLast()).contains("\"succeeded\" : true", "e2e passed for " + release);
  }

  @Test
  void whatDidNotRunLeavesNoRecord() throws IOException {
    String release = shop.release(A, "mia@example.com");
    shop.run("release", "check", release, "e2e", "--", "no-such-command")
        .exits(Exit.USAGE)
        .contains("no-such-command could not be started, so nothing was recorded");
    shop.run("release", "check", release, "e2e").exits(Exit.USAGE);
    shop.run("release", "check", "0123", "e2e", "--", "true").exits(Exit.USAGE);
    assertThat(records()).isEmpty();
  }

  private List<String> records() throws IOException {
    Path directory = root.resolve(".sluice/runs");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(ReleaseCommandTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void gitIsToldToLeaveTheStateOfThisMachineAlone() throws IOException {
    shop.run("release", "list").exits(Exit.OK);
    Path file = root.resolve(".sluice/.gitignore");
    assertThat(file).content().contains("/state.db*", "/targets/").doesNotContain("\n/runs");
    Files.writeString(file, "mine\n");
    Files.delete(root.resolve(".sluice/state.db"));
    shop.run("release", "list").exits(Exit.OK);
    assertThat(file).hasContent("mine");
  }
}
