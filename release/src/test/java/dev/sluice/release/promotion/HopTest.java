package dev.sluice.release.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.approval.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HopTest {
  @Test
  void hopWaitsForAPersonWhereNothingIsSaidOfProduction() {
    assertThat(hop(environment(true, null, null)).manual()).isTrue();
    assertThat(hop(environment(false, null, null)).manual()).isFalse();
    assertThat(hop(environment(true, Environment.Promotion.AUTOMATIC, null)).manual()).isFalse();
  }

  @Test
  void approvalsThatAreDeclaredWithoutDetailsAreStrict() {
    Environment.Approvals bare =
        new Environment.Approvals(Origin.NONE, List.of("leads"), null, null, null);
    assertThat(hop(environment(true, null, bare)).approvals())
        .isEqualTo(new Rule(Set.of("leads"), 1, false, null));
    assertThat(hop(environment(true, null, null)).approvals()).isNull();
  }

  private static Environment environment(
      boolean production,
      Environment.@Nullable Promotion promotion,
      Environment.@Nullable Approvals approvals) {
    return new Environment(
        Origin.NONE,
        "there",
        production,
        List.of(),
        List.of("staging"),
        List.of("smoke"),
        Duration.ofMinutes(30),
        promotion,
        approvals);
  }

  private static Hop hop(Environment environment) {
    Delivery none = Delivery.none("shop");
    Delivery delivery =
        new Delivery(
            none.at(),
            none.apiVersion(),
            none.kind(),
            none.metadata(),
            null,
            List.of(),
            List.of(),
            null,
            List.of(environment),
            List.of(),
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null);
    return Hop.of(delivery).getFirst();
  }
}
