package dev.sluice.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two services of one repository, each with a delivery.yaml of its own.
class NeighboursTest {
  private static final String EXCEPTION =
      """
      exceptions:
        - criterion: ci.test-gate
          scope: cart
          owner: team-cart
          approver: platform
          reason: the tests move house
          expires: 2026-03-01T00:00:00Z
      """;

  @TempDir Path root;

  @Test
  void anExpiredExceptionShutsNoGateOfAnotherService() throws IOException {
    delivery(".", "deliveries: [shop, cart]\n");
    delivery("shop", "");
    delivery("cart", "");
    List<String> before = verdicts("shop");
    delivery("cart", EXCEPTION);

    assertThat(verdicts("shop")).isEqualTo(before);
    assertThat(verdicts("shop")).contains("governance.exceptions NOT_APPLICABLE true");
    assertThat(verdicts("cart")).contains("governance.exceptions null false");
  }

  private void delivery(String service, String more) throws IOException {
    Files.createDirectories(root.resolve(service));
    Files.writeString(
        root.resolve(service).resolve("delivery.yaml"),
        "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: "
            + service.replace(".", "all")
            + "}\n"
            + more);
  }

  private List<String> verdicts(String service) throws IOException {
    Check.Result result = Check.of(root, false, null, null, Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(result.problems()).isEmpty();
    Assessment assessment =
        result.assessments().stream()
            .filter(a -> a.name().equals(service))
            .findFirst()
            .orElseThrow();
    return assessment.verdicts().stream().map(NeighboursTest::line).toList();
  }

  private static String line(Verdict verdict) {
    return verdict.id() + " " + verdict.state() + " " + verdict.met();
  }
}
