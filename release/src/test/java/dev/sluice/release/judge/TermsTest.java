package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Cd.Analysis;
import dev.sluice.flow.delivery.Cd.Comparison;
import dev.sluice.flow.delivery.Cd.Objective;
import dev.sluice.flow.delivery.Cd.Tolerance;
import dev.sluice.flow.delivery.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermsTest {
  private static Terms of(@Nullable Tolerance tolerance, @Nullable Objective objective) {
    return Terms.of(
        new Analysis(
            Origin.NONE, "errors", null, null, null, tolerance, objective, null, null, null),
        Duration.ofMinutes(1));
  }

  @Test
  void whatIsNotWrittenIsStandard() {
    assertThat(of(null, null)).isEqualTo(new Terms(1.5, 0.002, null, Duration.ofMinutes(1)));
    assertThat(of(new Tolerance(Origin.NONE, 2.0, null, null), null).absolute()).isEqualTo(0.002);
    assertThat(of(new Tolerance(Origin.NONE, null, 0.01, null), null).ratio()).isEqualTo(1.5);
  }

  @Test
  void anObjectiveIsWrittenForWhatFailsOrForWhatSucceeds() {
    Objective fails = new Objective(Origin.NONE, Comparison.BELOW, 0.01, null);
    assertThat(of(null, fails).objective()).isEqualTo(0.01);
    Objective succeeds = new Objective(Origin.NONE, Comparison.ABOVE, 0.75, null);
    assertThat(of(null, succeeds).objective()).isEqualTo(0.25);
  }
}
