package dev.sluice.drivers.splitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.splitter.Tally.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long START = 1_800_000_000L;

  private Instant now = Instant.ofEpochSecond(START);
  private final Ledger ledger = new Ledger(clock());

  private InstantSource clock() {
    return () -> now;
  }

  private void at(long second) {
    now = Instant.ofEpochSecond(START + second, 300_000_000);
  }

  private void count(long second, boolean error) {
    at(second);
    ledger.count(Ids.OLD, false, error, 3, Map.of());
  }

  private List<Tally.Row> rows(long after, long until, int step, @Nullable String by) {
    return ledger.rows(
        new Ledger.Question(Ids.OLD, Ids.NEW, START + after, START + until, step, true, by));
  }

  @Test
  void countsByTheInterval() {
    for (int second = 1; second <= 20; second++) {
      count(second, second % 4 == 0);
    }
    at(21);

    List<Tally.Row> rows = rows(1, 21, 5, null);

    assertThat(rows)
        .extracting(Tally.Row::until)
        .containsExactly(START + 6, START + 11, START + 16, START + 21);
    assertThat(rows).extracting(Tally.Row::known).containsOnly(Known.COUNTED);
    assertThat(rows).extracting(row -> row.stable().requests()).containsExactly(5L, 5L, 5L, 5L);
    assertThat(rows).extracting(row -> row.stable().errors()).containsExactly(1L, 1L, 1L, 2L);
    assertThat(rows.getFirst().stable().latency()).hasSize(Buckets.COUNT).element(3).isEqualTo(5L);
  }

  @Test
  void anIntervalThatIsNotOverIsNotTold() {
    count(9, false);
    at(9);

    assertThat(rows(5, 100, 5, null)).isEmpty();
    at(10);
    assertThat(rows(5, 100, 5, null)).hasSize(1);
  }

  @Test
  void whatLiesBeforeItBeganHasNoCount() {
    at(20);

    assertThat(rows(-10, 10, 5, null))
        .extracting(Tally.Row::known)
        .containsExactly(Known.NOT_COUNTED, Known.NOT_COUNTED, Known.RESET, Known.COUNTED);
  }

  @Test
  void anHourIsKept() {
    count(5, true);
    at(3600);

    assertThat(rows(5, 10, 5, null).getFirst().stable()).extracting(Tally::errors).isEqualTo(1L);
    at(5000);
    assertThat(rows(5, 2000, 5, null)).extracting(Tally.Row::known).contains(Known.NOT_COUNTED);
    assertThat(rows(5, 2000, 5, null)).extracting(row -> row.stable().errors()).containsOnly(0L);
  }

  @Test
  void aClockThatIsSetBackBeginsAnew() {
    count(1000, false);
    count(10, false);
    at(30);

    assertThat(rows(5, 30, 5, null))
        .extracting(Tally.Row::known)
        .containsExactly(
            Known.NOT_COUNTED, Known.RESET, Known.COUNTED, Known.COUNTED, Known.COUNTED);
  }

  @Test
  void copiesCountForTheCanaryAndNotAsAnswered() {
    at(5);
    ledger.count(Ids.NEW, true, true, 1, Map.of());
    ledger.count(Ids.NEW, false, false, 1, Map.of());
    at(10);

    assertThat(rows(5, 10, 5, null).getFirst().canary()).extracting(Tally::requests).isEqualTo(2L);
    assertThat(ledger.answered()).containsExactly(Map.entry(Ids.NEW, 1L));
  }

  @Test
  void countsByAHeaderFromTheFirstQuestionOn() {
    rows(1, 1, 5, "X-Customer");
    at(5);
    assertThat(ledger.headers()).containsExactly("x-customer");
    ledger.count(Ids.OLD, false, true, 1, Map.of("x-customer", "huge"));
    ledger.count(Ids.OLD, false, false, 1, Map.of("x-customer", "huge"));
    ledger.count(Ids.OLD, false, false, 1, Map.of());
    at(10);

    Tally tally = rows(5, 10, 5, "x-customer").getFirst().stable();

    assertThat(tally.requests()).isEqualTo(3);
    assertThat(tally.keys())
        .containsExactly(
            Map.entry("", new Tally.Keyed(1, 0)), Map.entry("huge", new Tally.Keyed(2, 1)));
    assertThat(rows(0, 5, 5, "x-customer").getFirst().known()).isEqualTo(Known.NOT_COUNTED);
  }

  @Test
  void moreKeysThanAreKeptAreCountedTogether() {
    rows(1, 1, 5, "x-customer");
    at(5);
    for (int i = 0; i < 150; i++) {
      ledger.count(Ids.OLD, false, false, 1, Map.of("x-customer", "c" + i));
    }
    at(10);

    Map<String, Tally.Keyed> keys = rows(5, 10, 5, "x-customer").getFirst().stable().keys();

    assertThat(keys).hasSize(Ring.KEYS + 1);
    assertThat(keys.get(Ring.OTHERS)).isEqualTo(new Tally.Keyed(50, 0));
  }

  @Test
  void nothingSecretIsAKey() {
    assertThatThrownBy(() -> rows(1, 1, 5, "Authorization"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bucketsReachFromHalfAMillisecondToAMinute() {
    assertThat(Buckets.of(Duration.ofNanos(1))).isZero();
    assertThat(Buckets.of(Duration.ofMillis(100)))
        .satisfies(b -> assertThat(Buckets.bound(b)).isBetween(0.1, 0.12));
    assertThat(Buckets.of(Duration.ofMinutes(2))).isEqualTo(Buckets.COUNT - 1);
    assertThat(Buckets.bound(Buckets.COUNT - 2)).isBetween(50.0, 70.0);
  }
}
