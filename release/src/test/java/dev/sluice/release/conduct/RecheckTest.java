package dev.sluice.release.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecheckTest {
  private static final Instant UNTIL = Instant.parse("2026-05-04T09:00:00Z");
  private static final Instant BACK = UNTIL.plusSeconds(30);
  private static final Cd.Analysis ERRORS =
      new Cd.Analysis(
          Origin.NONE,
          "errors",
          null,
          Cd.Compare.BASELINE,
          null,
          new Cd.Tolerance(Origin.NONE, 1.5, 0.01, null),
          null,
          null,
          null,
          null);

  private Recheck recheck = Recheck.of("errors", ERRORS);

  /// One request in a thousand fails.
  private void history(int seconds) {
    for (int i = 1; i <= seconds; i++) {
      feed(UNTIL.minusSeconds(seconds - i), 100, i % 10 == 5 ? 1 : 0);
    }
  }

  private Finding.Kind feed(Instant at, int requests, int errors) {
    Observation seen = new Observation.Counted(at, new Counts(requests, errors), Counts.NONE);
    Recheck.Step step = recheck.after(seen, UNTIL, BACK);
    recheck = step.recheck();
    Finding found = step.finding();
    return found == null ? Finding.Kind.NO_DATA : found.kind();
  }

  /// Seconds until it finds the service no worse than before, each with so many of 100 failed.
  private int healthy(List<Integer> errors) {
    for (int i = 1; i <= 300; i++) {
      int failed = errors.get(i % errors.size());
      if (feed(BACK.plusSeconds(i), 100, failed) == Finding.Kind.NOT_WORSE) {
        return i;
      }
    }
    return 301;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 60, 3600})
  void aServiceThatIsAsItWasHasRecoveredWithinAMinute(int history) {
    history(history);
    assertThat(healthy(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).isLessThan(60);
  }

  @Test
  void oneThatFailsMoreThanBeforeHasNot() {
    history(60);
    assertThat(healthy(List.of(5, 4, 6))).isGreaterThan(300);
  }

  @Test
  void nothingIsSaidWithoutATimeBefore() {
    assertThat(feed(BACK.plusSeconds(1), 100, 0)).isEqualTo(Finding.Kind.NO_DATA);
  }

  @Test
  void whatWasBetweenCountsForNothing() {
    history(60);
    for (int i = 1; i < 30; i++) {
      feed(UNTIL.plusSeconds(i), 100, 90);
    }
    assertThat(healthy(List.of(0))).isLessThan(60);
    assertThat(recheck.before().seen()).containsExactly(5994L, 6L);
  }
}
