package dev.sluice.engine.codec;

import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Barred;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.SchemaRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Things by chance, from a seed.
final class Dice {
  private static final double[] NUMBERS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0.1,
    1.0 / 3,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e23,
    9007199254740992.0
  };

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <E extends Enum<E>> E of(E[] values) {
    return values[random.nextInt(values.length)];
  }

  @Nullable Double number() {
    return oneIn(4)
        ? null
        : oneIn(2)
            ? (Double) NUMBERS[random.nextInt(NUMBERS.length)]
            : (Double) Double.longBitsToDouble(random.nextLong());
  }

  static Release release(String service, char digit) {
    return new Release(
        service,
        new TreeMap<>(Map.of(service, new Digest("sha256:" + String.valueOf(digit).repeat(64)))),
        digit == 'a' ? null : "v" + digit,
        new TreeMap<>(Map.of("db-password", "7")),
        new TreeMap<>(Map.of("orders", new SchemaRange(1, 9))));
  }

  Finding finding(String name, Instant at) {
    Finding.Kind kind = oneIn(12) ? of(Finding.Kind.values()) : Finding.Kind.NOT_WORSE;
    return new Finding(
        name,
        at,
        kind,
        "it says \"so\"\n\u2028 – \uD83D\uDC1F",
        random.nextLong(1_000_000),
        number(),
        number(),
        oneIn(2) ? null : at.minusNanos(random.nextLong(1_000_000_000_000L)),
        oneIn(2) ? null : "sum(rate(x{le=\"0.1\"}[5m]))");
  }

  Approval approval(Release release, String scope, Instant at) {
    return new Approval(
        of(List.of("ada", "bob", "author")),
        Set.of("leads", "ops"),
        oneIn(4) ? release("shop", 'c').id() : release.id(),
        scope,
        at);
  }

  Holds holds(Release release, Instant at) {
    if (!oneIn(6)) {
      return Holds.NONE;
    }
    Barred barred =
        oneIn(2)
            ? new Barred.OfRelease(release.id(), release.digests())
            : new Barred.OfPlace(release.service(), oneIn(3) ? "staging" : "production");
    Hold hold = new Hold("hold-1", barred, at, "by hand", null);
    Holds holds = Holds.NONE.with(hold);
    return oneIn(2) ? holds : holds.lift("hold-1", new Hold.Lifted("ada", at, "it was nothing"));
  }

  Observation measured(Instant at) {
    return switch (random.nextInt(8)) {
      case 0 -> new Observation.Missing(at, of(Observation.Cause.values()));
      case 1 ->
          new Observation.Keyed(
              at,
              Map.of(
                  "acme", new Observation.Sides(counts(), counts()),
                  "zenith", new Observation.Sides(counts(), counts()),
                  "", new Observation.Sides(counts(), counts())));
      case 2 -> new Observation.Timed(at, histogram(), histogram());
      default -> new Observation.Counted(at, counts(), counts());
    };
  }

  private Counts counts() {
    return new Counts(200 + random.nextInt(100), random.nextInt(oneIn(20) ? 100 : 2));
  }

  private Histogram histogram() {
    return new Histogram(
        List.of(0.1, 1.0 / 3, Double.POSITIVE_INFINITY),
        List.of(100L, (long) random.nextInt(9), 0L));
  }
}
