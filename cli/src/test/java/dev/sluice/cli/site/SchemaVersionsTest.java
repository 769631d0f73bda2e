package dev.sluice.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.SchemaRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaVersionsTest {
  @TempDir private Path root;

  /// Versions as a shell script tells them.
  private SchemaVersions script(String script) throws Exception {
    Files.writeString(root.resolve("version.sh"), script);
    return declared("[sh, version.sh]");
  }

  private SchemaVersions declared(String command) {
    String yaml =
        "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n"
            + "releaseSafety: {schema: {versions: [{store: db, command: "
            + command
            + "}]}}\n";
    Loaded loaded =
        DeliveryLoader.standard().load("delivery.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.problems()).isEmpty();
    return new SchemaVersions(
        root, new Declared(((Loaded.Sound) loaded).delivery()), Duration.ofSeconds(3));
  }

  private static Map<String, Long> ask(SchemaVersions versions) throws Exception {
    return versions.of(release("db"), "production");
  }

  private static Release release(String store) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", new Digest("sha256:" + "a".repeat(64)))),
        null,
        new TreeMap<>(),
        new TreeMap<>(Map.of(store, new SchemaRange(1, 9))));
  }

  private void refused(String script, boolean terminal, String... words) throws Exception {
    SchemaVersions versions = script(script);
    assertThatThrownBy(() -> ask(versions))
        .isInstanceOfSatisfying(
            PortException.class,
            e -> assertThat(e.isTerminal()).as(e.getMessage()).isEqualTo(terminal))
        .hasMessageContainingAll(words);
  }

  @Test
  void theLastLineThatIsNotBlankIsTheVersion() throws Exception {
    assertThat(ask(script("echo connecting; echo 20260412093000; echo; echo")))
        .isEqualTo(Map.of("db", 20260412093000L));
  }

  @Test
  void aCommandKnowsTheServiceTheEnvironmentAndWhereItRuns() throws Exception {
    script("test \"$SLUICE_SERVICE/$SLUICE_ENVIRONMENT\" = shop/production && wc -l < version.sh");
    assertThat(ask(declared("[sh, version.sh]"))).isEqualTo(Map.of("db", 0L));
  }

  @Test
  void noShellReadsTheWords() throws Exception {
    assertThat(ask(declared("[printf, '%s\\n%s\\n', '$(touch pwned)', '7']")))
        .isEqualTo(Map.of("db", 7L));
    assertThat(root.resolve("pwned")).doesNotExist();
  }

  @Test
  void whatIsNoNumberIsSaidAndNeverShown() throws Exception {
    refused("echo password=hunter2", true, "expected a whole number", "16 characters");
    refused("echo", true, "found nothing");
    refused("echo 3f2a9c", true, "whole number");
    refused("echo -4", true, "whole number");
    refused("echo 99999999999999999999", true, "whole number");
    SchemaVersions versions = script("echo password=hunter2; exit 4");
    assertThatThrownBy(() -> ask(versions)).message().doesNotContain("hunter2");
  }

  @Test
  void aCommandThatFailsMayDoBetterTheNextTime() throws Exception {
    refused("echo 7; exit 4", false, "exit code 4");
  }

  @Test
  void aCommandThatIsNotThereNeverWill() {
    SchemaVersions versions = declared("[no-such-command-anywhere]");
    assertThatThrownBy(() -> ask(versions))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("no-such-command-anywhere");
    assertThatThrownBy(() -> versions.of(release("ledger"), "production"))
        .hasMessageContaining("schema of ledger");
  }

  @Test
  void aCommandThatHangsIsEndedWithItsChildren() throws Exception {
    Instant begun = Instant.now();
    refused("echo 7\nsleep 60 & echo $! > child\nwait", false, "did not end within 3 s");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    long child = Long.parseLong(Files.readString(root.resolve("child")).strip());
    Instant end = Instant.now().plusSeconds(10);
    while (runs(child) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    assertThat(runs(child)).isFalse();
  }

  /// A process that has ended may be listed until somebody asks how.
  private static boolean runs(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      return !Files.readString(stat).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aCommandThatPrintsWithoutEndIsEnded() throws Exception {
    refused("yes 1234567890", true, "more than 64 kB");
    refused("yes 1234567890 | head -c 70000", true, "more than 64 kB");
  }
}
