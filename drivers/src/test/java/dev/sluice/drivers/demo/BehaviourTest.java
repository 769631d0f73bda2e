package dev.sluice.drivers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BehaviourTest {
  @TempDir private Path directory;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Behaviour behaviour = new Behaviour("1.2 \"x\"", 0.05, 0.5, 12.5, 0.3, 0.01, 200, 1500);
    Path artifact = Files.writeString(directory.resolve("artifact"), behaviour.json());

    assertThat(Behaviour.read(artifact)).isEqualTo(behaviour);
  }

  @Test
  void theErrorRateStraysFromMinuteToMinute() {
    Behaviour noisy = new Behaviour("1", 0.02, 0.5, 0, 0, 0, 0, 0);

    double[] rates = LongStream.range(0, 5000).mapToDouble(noisy::errorRate).toArray();
    double mean = DoubleStream.of(rates).average().orElseThrow();
    double variance =
        DoubleStream.of(rates).map(r -> (r - mean) * (r - mean)).average().orElseThrow();

    assertThat(mean).isCloseTo(0.02, within(0.001));
    assertThat(Math.sqrt(variance) / mean).isCloseTo(0.5, within(0.05));
    assertThat(noisy.errorRate(7)).isEqualTo(noisy.errorRate(7));
  }

  @Test
  void someRequestsAreSlow() {
    Behaviour slow = new Behaviour("1", 0, 0, 5, 0, 0.1, 200, 0);
    SplittableRandom random = new SplittableRandom(1);

    double[] latencies = DoubleStream.generate(() -> slow.latency(random)).limit(10_000).toArray();

    assertThat(DoubleStream.of(latencies).filter(l -> l > 100).count()).isBetween(900L, 1100L);
    assertThat(DoubleStream.of(latencies).filter(l -> l == 5).count()).isGreaterThan(8900);
  }
}
