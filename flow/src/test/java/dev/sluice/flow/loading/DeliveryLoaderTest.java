package dev.sluice.flow.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Loads every file of `delivery/valid` and `delivery/invalid`. Beside each invalid one lies the
/// whole text of its errors; `-Dupdate=true` writes these anew.
class DeliveryLoaderTest {
  private static final Path FILES = Path.of("src/test/resources/delivery");
  private static final DeliveryLoader LOADER =
      new DeliveryLoader(
          List.of(
              criterion("release-safety.automation", Stage.RELEASE_SAFETY).enforced("a machine"),
              criterion("secrets.rotation", Stage.SECRETS_CONFIG)
                  .enforced("a machine")
                  .proven("a run", Duration.ofDays(90)),
              criterion("governance.review-cadence", Stage.GOVERNANCE)));

  @TestFactory
  Stream<DynamicTest> acceptsValidFiles() {
    return files("valid")
        .map(file ->
            dynamicTest(
                file.getFileName().toString(),
                file.toUri(),
                () -> assertThat(text(load(file))).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> saysEverythingThatIsWrongWithInvalidFiles() {
    return files("invalid")
        .map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> compare(file)));
  }

  @Test
  void bindsEveryKey() throws IOException {
    Delivery full = sound(FILES.resolve("valid/full.yaml"));
    assertThat(full.environments().getLast().soak()).isEqualTo(Duration.ofMinutes(30));
    assertThat(full.environments().getLast().promotesFrom()).containsExactly("staging");
    assertThat(full.environments().getLast().at().has("promotesFrom[0]")).isTrue();
    Ci.Gate gate = requireNonNull(full.ci()).gates().getFirst();
    assertThat(requireNonNull(gate.onFailure()).notifies()).isEqualTo("#checkout");
    Cd.Strategy strategy = requireNonNull(requireNonNull(full.cd()).strategy());
    assertThat(
            requireNonNull(strategy.canary()).steps().stream()
                .flatMap(s -> Stream.ofNullable(s.pause())))
        .extracting(Cd.Pause::duration, Cd.Pause::approval)
        .containsExactly(
            tuple(Duration.ofMinutes(2), null),
            tuple(null, true),
            tuple(Duration.ofMinutes(5), null));
    assertThat(requireNonNull(full.operations()).alerts().getFirst().hold())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(full.metadata().labels()).containsEntry("cost-centre", "1234");
  }

  @Test
  void knowsWhereEachKeyStands() {
    String yaml = "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n";
    Delivery delivery =
        ((Loaded.Sound) LOADER.load("a/delivery.yaml", yaml.getBytes(UTF_8))).delivery();
    assertThat(delivery.at().of("metadata")).isEqualTo(new Source("a/delivery.yaml", 3, 11));
    assertThat(delivery.metadata().at().of("name")).isEqualTo(new Source("a/delivery.yaml", 3, 18));
    assertThat(delivery.written()).isTrue();
  }

  @Test
  void refusesFilesThatNobodyWroteByHand() {
    byte[] large = new byte[DeliveryLoader.MAX_BYTES + 1];
    assertThat(LOADER.load("delivery.yaml", large).problems())
        .extracting(Problem::id)
        .containsExactly("file-too-large");
  }

  @Test
  void staysQuickOnLongPromotionPaths() {
    StringBuilder yaml =
        new StringBuilder(
            "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\nenvironments:\n");
    for (int i = 0; i < 12_000; i++) {
      yaml.append("- {name: e").append(i).append(", promotesFrom: e").append(i + 1).append("}\n");
    }
    yaml.append("- {name: e12000, promotesFrom: e0}\n");
    assertThat(LOADER.load("delivery.yaml", yaml.toString().getBytes(UTF_8)).problems())
        .extracting(Problem::id)
        .containsExactly("promotion-cycle");
  }

  @Test
  void staysQuickOnLongChainsOfServices() {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: sluice.dev/v1
            kind: Delivery
            metadata: {name: shop}
            context:
              services:
            """);
    for (int i = 0; i < 12_000; i++) {
      yaml.append("  - {name: s").append(i).append(", dependsOn: [s").append(i + 1).append("]}\n");
    }
    yaml.append("  - {name: s12000, dependsOn: [s0]}\n");
    assertThat(LOADER.load("delivery.yaml", yaml.toString().getBytes(UTF_8)).problems())
        .extracting(Problem::id)
        .containsExactly("service-circle");
  }

  private static void compare(Path file) throws IOException {
    String actual = text(load(file));
    Path golden = Path.of(file.toString().replaceFirst("\\.yaml$", ".expected"));
    if (Boolean.getBoolean("update")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isNotEmpty().isEqualTo(Files.readString(golden));
  }

  private static Loaded load(Path file) throws IOException {
    return LOADER.load("delivery.yaml", Files.readAllBytes(file));
  }

  private static Delivery sound(Path file) throws IOException {
    return ((Loaded.Sound) load(file)).delivery();
  }

  private static String text(Loaded loaded) {
    return loaded.problems().stream()
        .map(problem -> problem + "\n  fix: " + problem.fix() + "\n")
        .collect(Collectors.joining());
  }

  private static Definition criterion(String id, Stage stage) {
    return Definition.of(id, stage, "Is it so?", "It breaks.", "say so");
  }

  private static Stream<Path> files(String directory) {
    try (Stream<Path> list = Files.list(FILES.resolve(directory))) {
      return list.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
