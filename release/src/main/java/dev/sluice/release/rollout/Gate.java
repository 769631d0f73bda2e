package dev.sluice.release.rollout;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.steering.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a rollout may go on from the share that it has. Nothing goes on without data: every
/// criterion of the traffic that the canary gets must have measured something since it was seen to
/// get that share, lately, and none may be held. That a criterion ended without a word, has another
/// name or lost its source is all the same: no data.
record Gate(List<String> missing, @Nullable Finding held, @Nullable Instant warmUntil) {

  /// @param excused criteria that are not asked, as the plan declares
  static Gate of(Course course, List<String> excused, Instant now) {
    Wanted wanted = course.target().wanted();
    List<String> missing = new ArrayList<>();
    Finding held = null;
    for (Criterion c : course.spec().plan().criteria()) {
      boolean asked =
          switch (c.scope()) {
            case SERVED -> wanted.weight() > 0;
            case MIRRORED -> wanted.mirror() > 0;
          };
      if (!asked || excused.contains(c.name())) {
        continue;
      }
      Finding f = course.finding(c.name());
      Instant since = course.weightSince();
      if (f == null || since == null || !course.fresh(f, since, now)) {
        missing.add(c.name());
      } else if (f.kind() == Finding.Kind.HELD) {
        held = f;
      } else if (!f.measured()) {
        missing.add(c.name());
      }
    }
    return new Gate(List.copyOf(missing), held, warmUntil(course, wanted, now));
  }

  private static @Nullable Instant warmUntil(Course course, Wanted wanted, Instant now) {
    Instant first = course.trafficSince();
    if (first == null || (wanted.weight() == 0 && wanted.mirror() == 0)) {
      return null;
    }
    Instant until = first.plus(course.spec().plan().limits().warmUp());
    return now.isBefore(until) ? until : null;
  }

  /// What there is to wait for, or null when nothing stands in the way.
  @Nullable Wait waits() {
    Finding hold = held;
    Instant until = warmUntil;
    if (hold != null) {
      return Wait.calmly(Reason.ANALYSIS_HELD, hold.name() + " is held: " + hold.why());
    }
    if (until != null) {
      return Wait.calmly(Reason.WARM_UP, "nothing is judged before " + Moment.of(until));
    }
    return missing.isEmpty() ? null : Wait.forData(missing);
  }
}
