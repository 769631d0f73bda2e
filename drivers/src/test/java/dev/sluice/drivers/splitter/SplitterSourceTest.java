package dev.sluice.drivers.splitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitterSourceTest {
  private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
  private static final Pair PAIR = new Pair("shop", "test", release('a'), release('b'));

  private Instant now = START;
  private final Ledger ledger = new Ledger(() -> now);
  private final SplitterSource source = new SplitterSource(ledger::rows);

  private static Release release(char digit) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", new Digest("sha256:" + String.valueOf(digit).repeat(64)))),
        null,
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static Cd.Analysis criterion(Cd.@Nullable Tolerance tolerance, @Nullable String by) {
    return new Cd.Analysis(
        Origin.NONE, "it", "splitter", null, null, tolerance, null, null, null, by);
  }

  private List<Observation> measure(Cd.Analysis criterion, Instant after) throws Exception {
    return source.measure(criterion, PAIR, after, now, Duration.ofSeconds(5));
  }

  private void serve(int from, int seconds) {
    for (int second = from; second < from + seconds; second++) {
      now = START.plusSeconds(second);
      ledger.count(PAIR.stable().id(), false, second % 5 == 0, 4, Map.of("x-customer", "c1"));
      ledger.count(PAIR.canary().id(), false, false, 9, Map.of("x-customer", "c2"));
    }
    now = START.plusSeconds(from + seconds);
  }

  @Test
  void countsErrorsOfBothSides() throws Exception {
    serve(5, 10);

    assertThat(measure(criterion(null, null), START.plusMillis(4500)))
        .containsExactly(
            new Observation.Counted(START.plusSeconds(10), new Counts(5, 1), new Counts(5, 0)),
            new Observation.Counted(START.plusSeconds(15), new Counts(5, 1), new Counts(5, 0)));
  }

  @Test
  void aRestartIsAResetAndWhatWasBeforeHasNoResult() throws Exception {
    serve(1, 9);

    assertThat(measure(criterion(null, null), START.minusSeconds(10)))
        .extracting(o -> o instanceof Observation.Missing m ? m.cause() : "counted")
        .containsExactly(
            Observation.Cause.NO_RESULT,
            Observation.Cause.NO_RESULT,
            Observation.Cause.RESET,
            "counted");
  }

  @Test
  void latencyHasTheSameBucketsOnBothSides() throws Exception {
    serve(5, 5);
    now = START.plusSeconds(20);

    List<Observation> seen =
        measure(
            criterion(new Cd.Tolerance(Origin.NONE, null, null, Duration.ofMillis(50)), null),
            START.plusSeconds(5));

    assertThat(seen)
        .hasSize(3)
        .allSatisfy(o -> assertThat(o).isInstanceOf(Observation.Timed.class));
    Observation.Timed first = (Observation.Timed) seen.getFirst();
    assertThat(first.stable().counts().get(4)).isEqualTo(5);
    assertThat(first.canary().counts().get(9)).isEqualTo(5);
    assertThat(((Observation.Timed) seen.getLast()).stable().requests()).isZero();
  }

  @Test
  void countsByAHeaderAsSoonAsItIsAskedFor() throws Exception {
    Cd.Analysis criterion = criterion(null, "X-Customer");
    serve(1, 4);
    assertThat(measure(criterion, START))
        .hasSize(1)
        .allMatch(Observation.Missing.class::isInstance);
    serve(10, 5);

    assertThat(measure(criterion, START.plusSeconds(10)))
        .containsExactly(
            new Observation.Keyed(
                START.plusSeconds(15),
                Map.of(
                    "c1", new Observation.Sides(new Counts(5, 1), Counts.NONE),
                    "c2", new Observation.Sides(Counts.NONE, new Counts(5, 0)))));
  }

  @Test
  void secretsAreNoKeys() {
    assertThatThrownBy(() -> measure(criterion(null, "Cookie"), START))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue());
  }
}
