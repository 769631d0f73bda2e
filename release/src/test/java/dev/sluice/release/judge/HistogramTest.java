package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Histogram TIMES =
      new Histogram(List.of(0.1, 0.2, 0.4, INF), List.of(0L, 80L, 20L, 0L));

  @Test
  void countsWhatTookLonger() {
    assertThat(TIMES.requests()).isEqualTo(100);
    assertThat(TIMES.above(0.05)).isEqualTo(100);
    assertThat(TIMES.above(0.2)).isCloseTo(20, within(1e-9));
    assertThat(TIMES.above(0.2 * Math.sqrt(2))).isCloseTo(10, within(1e-9));
    assertThat(TIMES.above(1)).isZero();
  }

  @Test
  void knowsQuantiles() {
    assertThat(TIMES.quantile(0.8)).isCloseTo(0.2, within(1e-9));
    assertThat(TIMES.quantile(0.4)).isCloseTo(0.1 * Math.sqrt(2), within(1e-9));
    assertThat(TIMES.quantile(1)).isCloseTo(0.4, within(1e-9));
    assertThat(TIMES.none().quantile(0.5)).isZero();
  }

  @Test
  void knowsTheMeanOfTheLogarithm() {
    double[] logarithm = TIMES.logarithm();
    assertThat(Math.exp(logarithm[0])).isBetween(0.14, 0.18);
    assertThat(logarithm[1]).isBetween(0.05, 0.2);
  }

  @Test
  void wantsBoundsThatAscendToInfinity() {
    assertThatThrownBy(() -> new Histogram(List.of(0.2, 0.1, INF), List.of(1L, 1L, 1L)))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> new Histogram(List.of(0.1, 0.2), List.of(1L, 1L)))
        .hasMessageContaining("infinite");
    assertThatThrownBy(() -> new Histogram(List.of(0.1, INF), List.of(1L)))
        .hasMessageContaining("a count for each");
  }
}
