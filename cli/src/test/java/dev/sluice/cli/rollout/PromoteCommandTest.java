package dev.sluice.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.engine.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promotions as people see them, up to where a target would be told anything.
class PromoteCommandTest {
  @TempDir Path root;
  private Shop shop;
  private String fresh = "";

  @BeforeEach
  void open() throws IOException {
    shop = Shop.in(root, Shop.STAGING_AND_PRODUCTION);
    String old = shop.release("a".repeat(64), "mia@example.com");
    fresh = shop.release("b".repeat(64), "mia@example.com");
    for (String environment : new String[] {"staging", "production", "lab"}) {
      shop.run("release", "adopt", old, "--environment", environment).exits(Exit.OK);
    }
    shop.run("promote", old, "--environment", "production")
        .exits(Exit.USAGE)
        .contains(old + " is what runs in production already");
  }

  private Shop.Said promote(String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(
        new String[] {"promote", fresh, "--environment", "production"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return shop.run(words);
  }

  @Test
  void saysAtOnceAllThatKeepsAReleaseOutAndWhatWouldLetItIn() throws IOException {
    promote()
        .exits(Exit.SHUT)
        .contains("WAITING " + fresh + " into production")
        .contains("not verified: no rollout in staging has ended with it")
        .contains("smoke has no result: it is asked in staging while")
        .contains("errors has no result: it is what a rollout of")
        .contains("sluice release check " + fresh + " e2e --")
        .contains("approvals missing: 2 of 2 approvals are missing")
        .contains("frozen: always until the end of 2099-12-31")
        .doesNotContain("not asked for", "holds not read");
    shop.run("release", "check", fresh, "e2e", "--", "false").exits(1);
    promote().exits(Exit.SHUT).contains("check failed: e2e: e2e failed for " + fresh);
    shop.run("release", "check", fresh, "e2e", "--", "true").exits(0);
    Files.writeString(root.resolve(".sluice/runs/half.json"), "{");
    promote().exits(Exit.SHUT).contains("half.json").contains("can't be read");
    Files.delete(root.resolve(".sluice/runs/half.json"));
    promote("--override-freeze", "never", "--reason", "x")
        .exits(Exit.USAGE)
        .contains("--override-freeze: expected one of always, but found 'never'");
    promote("--override-freeze", "always").exits(Exit.USAGE).contains("--reason is missing");
    promote("--override-freeze", "always", "--reason", "customers cannot pay")
        .exits(Exit.SHUT)
        .doesNotContain("frozen", "e2e");
    assertThat(shop.run("runs", "list").out()).as("one promotion, asked again").hasLineCount(1);
    shop.run("runs", "list", "--format", "json")
        .exits(Exit.OK)
        .contains("\"kind\":\"promotion\"", "\"phase\":\"WAITING\"", "\"open\":true");
    shop.run("runs", "show").exits(Exit.OK).contains("WAITING " + fresh);
    shop.run("runs", "replay").exits(Exit.OK).contains("the log gives the same state");
  }

  @Test
  void onlyApprovalsThatCountAreTaken() throws IOException {
    promote().exits(Exit.SHUT);
    shop.run("approve")
        .exits(Exit.USAGE)
        .contains("mia@example.com would not count: who made the change may not approve it");
    shop.as("bob@example.com")
        .run("approve")
        .exits(Exit.USAGE)
        .contains("would not count: only kim@example.com, lea@example.com may approve it");
    shop.as("lea@example.com")
        .run("approve")
        .exits(Exit.OK)
        .contains("lea@example.com approved " + fresh + " for production")
        .contains("1 of 2 approvals are still missing");
    shop.run("approve").exits(Exit.OK).as("twice is once").contains("1 of 2 approvals");
    shop.as("kim@example.com").run("approve").exits(Exit.OK).doesNotContain("missing");
    promote().exits(Exit.SHUT).contains("check missing").doesNotContain("approvals missing");
    String other = shop.release("c".repeat(64), "mia@example.com");
    shop.run("promote", other, "--environment", "production")
        .exits(Exit.SHUT)
        .as("what was agreed to for one says nothing of another")
        .contains("2 of 2 approvals are missing");
    shop.run("runs", "list").exits(Exit.OK).contains("SUPERSEDED");
    shop.as("lea@example.com").run("approve").exits(Exit.OK).contains(other + " for production");
    shop.run("approve", "nothing").exits(Exit.USAGE).contains("there is no run 'nothing'");
  }

  @Test
  void whatIsAskedAnewAfterTheRulesHaveChangedIsAskedByTheNewOnes() throws Exception {
    promote().exits(Exit.SHUT).contains("2 of 2 approvals are missing");
    Path file = root.resolve("delivery.yaml");
    Files.writeString(file, Files.readString(file).replace("quorum: 2", "quorum: 1"));
    TimeUnit.MILLISECONDS.sleep(1100);
    promote().exits(Exit.SHUT).contains("1 of 1 approvals are missing");
    shop.run("runs", "list").exits(Exit.OK).contains("SUPERSEDED").contains("WAITING");
  }

  @Test
  void anApprovalEnds() throws Exception {
    shop.run("promote", fresh, "--environment", "lab").exits(Exit.SHUT);
    shop.as("lea@example.com").run("approve").exits(Exit.OK);
    TimeUnit.MILLISECONDS.sleep(1100);
    shop.run("promote", fresh, "--environment", "lab")
        .exits(Exit.SHUT)
        .contains("1 of 1 approvals are missing; that of lea@example.com has")
        .contains("expired");
  }

  @Test
  void whatIsOnHoldStaysOutUntilSomebodyLetsIt() {
    String hold =
        shop.run("hold", "place", fresh, "--reason", "a customer complained").out().strip();
    shop.run("hold", "list").exits(Exit.OK).contains(hold).contains("a customer complained");
    shop.run("release", "list").exits(Exit.OK).contains("on hold");
    promote().exits(Exit.SHUT).contains("on hold: a customer complained");
    shop.run("hold", "lift", "other", "--reason", "x").exits(Exit.USAGE);
    shop.run("hold", "lift", hold, "--reason", "mended").exits(Exit.OK).contains(hold);
    promote().exits(Exit.SHUT).doesNotContain("on hold");
    assertThat(shop.run("hold", "list").out()).isEmpty();
    shop.run("hold", "list", "--all").exits(Exit.OK).contains("mended");
  }

  @Test
  void refusesAtOnceWhatCouldNeverBeRolledOut() throws IOException {
    Path file = root.resolve("delivery.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "environment: production, processes",
                "environment: lab, service: shop, processes"));
    promote()
        .exits(Exit.USAGE)
        .contains("nothing says what takes the traffic of shop in production")
        .contains("fix: declare it under cd.targets");
    shop.run("promote", fresh, "--environment", "moon").exits(Exit.USAGE).contains("'moon'");
    assertThat(shop.run("runs", "list").out()).isEmpty();
  }

  @Test
  void aMessageThatCannotBeReadIsPutAsideAndToldOnce() {
    promote().exits(Exit.SHUT);
    String run = shop.open("promotion");
    try (Store store = shop.store()) {
      assertThat(store.post(run, Instant.now(), "zoe", "{\"type\":\"FromTomorrow\"}")).isPositive();
    }
    assertThat(promote().err()).contains("MessageSetAside").contains("of zoe can't be read");
    assertThat(promote().err()).doesNotContain("MessageSetAside");
    shop.run("runs", "show").exits(Exit.OK).contains("MessageSetAside: message 2 of zoe");
  }

  @Test
  void nothingElseNeedsARunThatIsNotThere() {
    for (String command : new String[] {"status", "watch", "pause", "resume", "abort"}) {
      shop.run("rollout", command).exits(Exit.USAGE).contains("no run is open");
    }
    shop.run("approve").exits(Exit.USAGE).contains("no run is open");
    shop.run("drive").exits(Exit.OK).contains("no run is open");
    shop.run("rollout", "start", "0123", "--environment", "staging").exits(Exit.USAGE);
  }
}
