package dev.sluice.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.Material;
import dev.sluice.cli.check.Check;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The example with one anti-pattern at a time: stage 10 refuses its bundle and says why.
class AntiPatternsTest {
  private static final Path STOREFRONT =
      Path.of("..", "examples", "storefront").toAbsolutePath().normalize();
  private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path work;

  /// What is taken out of delivery.yaml, what comes in its place, the reason of the refusal, and
  /// the files that go with it.
  static Stream<Arguments> seeds() {
    return Stream.of(
        seed("immutability: digest", "immutability: tag", "mutable artifacts are promoted"),
        seed(
            "job: test, owner: team-checkout,",
            "job: test,",
            "a CI check has no owner of its failures: \"test\""),
        seed("  triggers:\n(    - .*\n)+", "  triggers: []\n", "no rollback criteria", "deploy"),
        seed(
            "  policies:\n(    - .*\n)+",
            "",
            "no policy control",
            "policy",
            "deploy/policy",
            ".github/workflows"),
        seed("  drift:\n(    .*\n)+", "", "no drift control", ".github/workflows/drift.yaml"),
        seed("    rotation: .*\n", "", "a secret has no rotation: \"session-key\""),
        seed("  breakGlass: .*\n", "", "secrets have no break-glass"),
        seed("owner: team-checkout, hours: 24x7", "hours: 24x7", "support has no owner"),
        seed(", tamperEvidence: signed commits", "", "governance has no auditable decisions"),
        seed(
            "owner: team-checkout\n      nextAction", "nextAction", "a residual risk has no owner"),
        seed("selfApproval: false", "selfApproval: true", "let in by its own author"),
        seed("  reviews: .*\n", "", "what is open leads nowhere"));
  }

  /// @param gone files and directories that would do what is no longer declared
  private static Arguments seed(String out, String in, String reason, String... gone) {
    return Arguments.of(reason, out, in, List.of(gone));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void refusesABundleWithAnAntiPattern(String reason, String out, String in, List<String> gone)
      throws IOException {
    String before = Files.readString(STOREFRONT.resolve("delivery.yaml"));
    String after = before.replaceAll(out, in);
    assertThat(after).as("the seed changes something").isNotEqualTo(before);
    Bundle bundle = bundle(after, gone);
    Verdict verdict = antiPatterns(bundle);
    assertThat(verdict.state()).isEqualTo(State.CONTRADICTED);
    assertThat(verdict.evidence()).extracting(Evidence::message).anyMatch(m -> m.contains(reason));
    assertThat(bundle.document().draft()).isTrue();
  }

  @Test
  void acceptsTheExampleAsItIs() throws IOException {
    Bundle bundle = bundle(Files.readString(STOREFRONT.resolve("delivery.yaml")), List.of());
    assertThat(antiPatterns(bundle).met()).isTrue();
    assertThat(bundle.document().draft()).isFalse();
  }

  private Bundle bundle(String delivery, List<String> gone) throws IOException {
    Path copy = work.resolve("storefront");
    try (Stream<Path> walk = Files.walk(STOREFRONT)) {
      for (Path from : walk.toList()) {
        Path place = STOREFRONT.relativize(from);
        Path to = copy.resolve(place.toString());
        if (gone.stream().anyMatch(place::startsWith)) {
          continue;
        }
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
    Files.writeString(copy.resolve("delivery.yaml"), delivery);
    Check.Result result = Check.of(copy, false, null, null, AT);
    assertThat(result.problems()).isEmpty();
    Check.Judged judged = result.judged().getFirst();
    return Bundle.of(
        new Material(judged.delivery(), judged.facts(), judged.assessment(), AT, null));
  }

  private static Verdict antiPatterns(Bundle bundle) {
    StageVerdict last = bundle.document().stages().getLast();
    return last.verdicts().stream()
        .filter(v -> v.id().equals("bundle.anti-patterns"))
        .findFirst()
        .orElseThrow();
  }
}
