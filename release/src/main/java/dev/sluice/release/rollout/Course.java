package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Target;
import dev.sluice.release.steering.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What is known of a rollout, wherever it is.
///
/// @param findings the newest of each criterion of the plan, in the plan's order
/// @param trafficSince when the canary was first told to get requests or copies, or seen to; or
///   null
/// @param weightSince since when the canary has been seen to get the share that it gets now, or
///   null
/// @param progressAt the last time at which something went on, or was not expected to
public record Course(
    Spec spec,
    Target target,
    List<Finding> findings,
    Exposure exposure,
    @Nullable Instant trafficSince,
    @Nullable Instant weightSince,
    Instant progressAt) {
  public Course {
    requireNonNull(spec, "spec");
    requireNonNull(target, "target");
    findings = List.copyOf(findings);
    requireNonNull(exposure, "exposure");
    requireNonNull(progressAt, "progressAt");
  }

  Course with(Target other) {
    return new Course(spec, other, findings, exposure, trafficSince, weightSince, progressAt);
  }

  Course progressed(Instant now) {
    return new Course(spec, target, findings, exposure, trafficSince, weightSince, now);
  }

  /// After the target was told something. Another share has to be seen, and judged, anew.
  Course told(LongFunction<Order> order, Instant now) {
    Target next = target.tell(order, now);
    Wanted a = target.wanted();
    Wanted b = next.wanted();
    boolean same = a.weight() == b.weight() && a.mirror() == b.mirror() && target.routed();
    boolean feeds = b.weight() > 0 || b.mirror() > 0;
    Instant first = trafficSince == null && feeds ? now : trafficSince;
    return new Course(spec, next, findings, exposure, first, same ? weightSince : null, progressAt);
  }

  /// After a look at the target.
  Course looked(Seen look, Instant now) {
    Target next = target.see(look, now);
    if (!look.equals(next.seen())) {
      return this;
    }
    boolean fed = look.canary().weight() > 0 || look.mirror() > 0;
    Instant first = trafficSince == null && fed ? look.at() : trafficSince;
    Instant since = !next.routed() ? null : weightSince == null ? look.at() : weightSince;
    return new Course(
        spec, next, findings, exposure.read(look.exposed()), first, since, progressAt);
  }

  /// After criteria were judged. What is dated later than now, or about a time before the canary
  /// had traffic, tells nothing; nor does what is older than what is known, or about no criterion
  /// of the plan.
  Course judged(List<Finding> more, Instant now) {
    List<Finding> newest = new ArrayList<>();
    for (Criterion criterion : spec.plan().criteria()) {
      Finding best = finding(criterion.name());
      for (Finding f : more) {
        if (f.name().equals(criterion.name()) && counts(f, now) && newer(f, best)) {
          best = f;
        }
      }
      if (best != null) {
        newest.add(best);
      }
    }
    return new Course(spec, target, newest, exposure, trafficSince, weightSince, progressAt);
  }

  private boolean counts(Finding f, Instant now) {
    Instant first = trafficSince;
    return first != null && f.at().isAfter(first) && !f.at().isAfter(now);
  }

  /// That a release is worse is never taken back by a later judgement of the same rollout.
  private static boolean newer(Finding f, @Nullable Finding known) {
    return known == null
        || (known.kind() != Finding.Kind.WORSE
            && (f.kind() == Finding.Kind.WORSE || f.at().isAfter(known.at())));
  }

  /// The newest finding of a criterion, or null.
  public @Nullable Finding finding(String criterion) {
    for (Finding f : findings) {
      if (f.name().equals(criterion)) {
        return f;
      }
    }
    return null;
  }

  /// The finding that stops the rollout, or null.
  @Nullable Finding worse() {
    for (Finding f : findings) {
      if (f.kind() == Finding.Kind.WORSE) {
        return f;
      }
    }
    return null;
  }

  /// Whether every criterion of what users get finds the canary no worse, now.
  boolean proven(Instant now) {
    Instant since = trafficSince;
    List<Criterion> served = served();
    return since != null
        && !served.isEmpty()
        && served.stream()
            .map(c -> finding(c.name()))
            .allMatch(f -> f != null && f.kind() == Finding.Kind.NOT_WORSE && fresh(f, since, now));
  }

  /// The criteria of what users get.
  List<Criterion> served() {
    return spec.plan().criteria().stream()
        .filter(c -> c.scope() == Criterion.Scope.SERVED)
        .toList();
  }

  /// Whether a finding is about a time after another one, and the warm-up, and not too old.
  boolean fresh(Finding f, Instant after, Instant now) {
    Instant first = trafficSince;
    Duration warmUp = spec.plan().limits().warmUp();
    return f.at().isAfter(after)
        && (first == null || f.at().isAfter(first.plus(warmUp)))
        && !now.isAfter(f.at().plus(spec.plan().limits().staleAfter()));
  }

  /// Whether the target was looked at lately enough to give it more traffic.
  boolean targetKnown(Instant now) {
    return target.known(spec.plan().limits().staleAfter(), now);
  }
}
