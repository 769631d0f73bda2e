package dev.sluice.drivers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drivers.prometheus.Series.Sample;
import dev.sluice.drivers.prometheus.Timeline.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterTest {
  private static Timeline scraped(long... seconds) {
    Timeline timeline = new Timeline();
    for (long at : seconds) {
      timeline.add(Math.abs(at) * 1000, at >= 0);
    }
    return timeline;
  }

  /// @param pairs seconds and values
  private static Counter counter(Timeline timeline, double... pairs) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      samples.add(new Sample((long) (pairs[i] * 1000), pairs[i + 1]));
    }
    return new Counter(new Series(Map.of(), samples), timeline);
  }

  @Test
  void addsUpToWhatTheCounterSays() {
    Timeline timeline = scraped(0, 15, 30, 45, 60);
    Counter counter = counter(timeline, 0, 1000, 15, 1007, 30, 1009, 45, 1009, 60, 1020);
    long sum = 0;
    for (long at = 0; at < 60_000; at += 4_000) {
      long count = counter.between(at, at + 4_000);
      assertThat(count).isNotNegative();
      sum += count;
    }
    assertThat(sum).isEqualTo(20).isEqualTo(counter.between(0, 60_000));
    assertThat(counter.between(0, 15_000)).isEqualTo(7);
    assertThat(counter.between(30_000, 45_000)).isZero();
  }

  @Test
  void aCounterThatWentBackBeganAnew() {
    Counter counter = counter(scraped(0, 15, 30), 0, 1000, 15, 4, 30, 10);
    assertThat(counter.between(0, 15_000)).isEqualTo(4);
    assertThat(counter.between(0, 30_000)).isEqualTo(10);
  }

  @Test
  void theFirstErrorOfATargetThatWasScrapedBeforeCounts() {
    Counter counter = counter(scraped(0, 15, 30), 30, 3);
    assertThat(counter.between(15_000, 30_000)).isEqualTo(3);
  }

  @Test
  void whatATargetHadCountedWhenItWasFirstSeenIsLeftOut() {
    Counter counter = counter(scraped(30, 45), 30, 5_000_000, 45, 5_000_010);
    assertThat(counter.between(0, 45_000)).isEqualTo(10);
  }

  @Test
  void whatHappenedWhileNobodyLookedIsLeftOut() {
    Counter counter = counter(scraped(0, 15, 30, 330, 345), 15, 10, 30, 20, 330, 500, 345, 510);
    assertThat(counter.between(0, 345_000)).isEqualTo(20 + 10);
  }

  @Test
  void aSampleThatIsNoNumberIsKnown() {
    Counter counter = counter(scraped(0, 15, 30), 0, 1, 15, Double.NaN, 30, 3);
    assertThat(counter.isStrange(0, 30_000, 1_000)).isTrue();
    assertThat(counter.isStrange(60_000, 90_000, 37_000)).isFalse();
  }

  @Test
  void aScrapeThatFailsOrIsMissingMakesBlind() {
    Timeline timeline = scraped(0, 15, -30, 45, 60, 75, 175, 190);
    assertThat(timeline.state(0, 15_000, 190_000)).isEqualTo(State.WHOLE);
    assertThat(timeline.state(15_000, 30_000, 190_000)).isEqualTo(State.BLIND);
    assertThat(timeline.state(45_000, 75_000, 190_000)).isEqualTo(State.WHOLE);
    assertThat(timeline.state(75_000, 90_000, 190_000)).isEqualTo(State.BLIND);
    assertThat(timeline.state(180_000, 195_000, 190_000)).isEqualTo(State.PENDING);
    assertThat(timeline.spans(45_000, 75_000)).isTrue();
    assertThat(timeline.spans(60_000, 90_000)).isFalse();
  }

  @Test
  void aTargetThatIsGoneHoldsNothingUp() {
    Timeline timeline = scraped(0, 15, 30);
    assertThat(timeline.state(30_000, 60_000, 60_000)).isEqualTo(State.PENDING);
    assertThat(timeline.state(30_000, 60_000, 75_000)).isEqualTo(State.WHOLE);
    // One that failed before it was taken off the list holds up what it failed in.
    Timeline ended = scraped(0, 15, -30, -45);
    assertThat(ended.state(30_000, 45_000, 90_000)).isEqualTo(State.BLIND);
    assertThat(ended.state(45_000, 60_000, 90_000)).isEqualTo(State.WHOLE);
    // One that is still there and fails does, for as long as an old sample is shown.
    Timeline failing = scraped(0, 15, -30, -45, -330);
    assertThat(failing.state(300_000, 315_000, 330_000)).isEqualTo(State.BLIND);
    assertThat(failing.state(315_000, 330_000, 330_000)).isEqualTo(State.WHOLE);
  }
}
