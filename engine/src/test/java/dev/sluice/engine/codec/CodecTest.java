package dev.sluice.engine.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.conduct.Effect;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.rollout.Action;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.steering.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "dev", "sluice", "engine", "codec");

  @Test
  void whatTheMachinesTakeAndGiveAndAreComesBackTheSame() {
    Set<String> seen = new TreeSet<>();
    walk(
        150,
        (type, value) -> {
          String json = Codec.write(value);
          Object back = Codec.read(json, type);
          assertThat(back).isEqualTo(value);
          assertThat(Codec.write(back)).isEqualTo(json);
          seen.add(value.getClass().getName());
          if (value instanceof dev.sluice.release.conduct.Input input) {
            seen.add(observation(input));
          }
        });
    Set<String> all = new TreeSet<>();
    for (Class<?> set :
        List.of(
            dev.sluice.release.rollout.State.class,
            dev.sluice.release.rollback.State.class,
            dev.sluice.release.promotion.State.class,
            Observation.class,
            dev.sluice.release.rollback.Observation.class,
            dev.sluice.release.promotion.Observation.class,
            dev.sluice.release.conduct.Brief.class,
            dev.sluice.release.conduct.Input.class,
            Effect.class)) {
      Arrays.stream(set.getPermittedSubclasses()).forEach(c -> all.add(c.getName()));
    }
    all.removeAll(seen);
    assertThat(all).as("what no walk came by").isEmpty();
  }

  private static String observation(dev.sluice.release.conduct.Input input) {
    return switch (input) {
      case dev.sluice.release.conduct.Input.OfRollout i -> i.observation().getClass().getName();
      case dev.sluice.release.conduct.Input.OfRollback i -> i.observation().getClass().getName();
      case dev.sluice.release.conduct.Input.OfPromotion i -> i.observation().getClass().getName();
      case dev.sluice.release.conduct.Input.Measured i -> i.getClass().getName();
    };
  }

  private static void walk(int walks, java.util.function.BiConsumer<Class<?>, Object> visitor) {
    for (int seed = 0; seed < walks; seed++) {
      new Walks(seed, visitor).rollout(250);
      new Walks(seed, visitor).rollback(120);
      new Walks(seed, visitor).promotion(60);
    }
  }

  /// Changed only by `-Dupdate=true`.
  @Test
  void theFormIsKnown() {
    Map<String, String> first = new TreeMap<>();
    walk(
        60,
        (type, value) ->
            first.merge(
                type.getPackageName().replaceFirst(".*\\.", "")
                    + "-"
                    + value.getClass().getSimpleName()
                    + ".json",
                Codec.write(value) + "\n",
                (known, other) -> known));
    List<String> states =
        Stream.of(
                dev.sluice.release.rollout.State.class,
                dev.sluice.release.rollback.State.class,
                dev.sluice.release.promotion.State.class)
            .flatMap(set -> Arrays.stream(set.getPermittedSubclasses()))
            .map(c -> c.getPackageName().replaceFirst(".*\\.", "") + "-" + c.getSimpleName())
            .map(name -> name + ".json")
            .toList();
    assertThat(first).containsKeys(states.toArray(String[]::new));
    for (String state : states) {
      assertThat(first.get(state)).isEqualTo(golden(state, first.getOrDefault(state, "")));
    }
  }

  private static String golden(String name, String now) {
    try {
      Path file = GOLDEN.resolve(name);
      if (Boolean.getBoolean("update")) {
        Files.createDirectories(GOLDEN);
        Files.writeString(file, now);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void numbersAreExactAndSoAreThoseThatAreNone() {
    for (double number :
        new double[] {
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          -0.0,
          Double.MIN_VALUE,
          Math.nextDown(0.1),
          4.35,
          2.225073858507201E-308
        }) {
      Finding finding =
          new Finding("errors", Instant.EPOCH, Finding.Kind.HELD, "", 1, number, null, null, null);
      Double back = requireNonNull(Codec.read(Codec.write(finding), Finding.class).statistic());
      assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(number));
    }
  }

  @Test
  void theFormIsPlain() {
    assertThat(Codec.write(new Action.Tell(new Order.SetWeight(7, 20))))
        .isEqualTo(
            "{\"type\":\"Tell\",\"order\":{\"type\":\"SetWeight\",\"generation\":7,\"canary\":20}}");
    Instant at = Instant.parse("2026-01-02T03:04:05.000000006Z");
    assertThat(Codec.write(new Observation.Asked(at, Observation.Command.ABORT, "ada", "")))
        .isEqualTo(
            "{\"type\":\"Asked\",\"at\":\"2026-01-02T03:04:05.000000006Z\",\"command\":\"ABORT\","
                + "\"by\":\"ada\",\"why\":\"\"}");
    assertThat(Codec.write(Dice.release("shop", 'a').id())).matches("\"sha256:[0-9a-f]{64}\"");
  }

  @Test
  void whatIsNotExactlyOneIsRefused() {
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"type\":\"Nothing\"}",
            "{\"type\":\"java.lang.String\"}",
            "{\"type\":\"Tick\",\"more\":1}",
            "{\"type\":\"Tick\"} {\"type\":\"Tick\"}",
            "{\"type\":\"Tick\",\"type\":\"Tick\"}",
            "{\"type\":\"Looked\"}",
            "{\"type\":\"Looked\",\"seen\":null}",
            "{\"type\":\"Judged\",\"findings\":[null]}",
            "{\"type\":\"Asked\",\"at\":0,\"command\":\"ABORT\",\"by\":\"ada\",\"why\":\"\"}",
            "{\"type\":\"Asked\",\"at\":\"2026-01-02T03:04:05Z\",\"command\":2,\"by\":\"a\",\"why\":\"\"}",
            "{\"type\":\"Asked\",\"at\":\"2026-01-02T03:04:05Z\",\"command\":\"ABORT\",\"by\":\" \",\"why\":\"\"}")) {
      assertThatThrownBy(() -> Codec.read(json, Observation.class))
          .as(json)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("dev.sluice.release.rollout.Observation: ");
    }
  }

  @Test
  void aReleaseIsItsCanonicalTextAndNothingElse() {
    String json = Codec.write(Dice.release("shop", 'a'));
    assertThat(json).startsWith("\"sluice-release 1\\nservice shop\\n");
    assertThatThrownBy(() ->
            Codec.read(
                json.replace("service shop", "service  shop"),
                dev.sluice.release.unit.Release.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyKindOfOutsideChangeGoesByName() {
    assertThat(Stream.of(Cd.OnNoData.values()).map(Codec::write).collect(Collectors.joining()))
        .isEqualTo("\"HOLD\"\"ROLLBACK\"\"PROCEED\"");
  }
}
