package dev.sluice.engine.drive;

import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollout.Cause;
import dev.sluice.release.rollout.Reason;
import dev.sluice.release.rollout.State;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is published of a run that is over: the evidence that it leaves.
final class Records {
  private Records() {}

  static List<Outside> of(Standing over, Instant now) {
    return switch (over) {
      case Standing.OfRollout s -> rollout(s);
      case Standing.OfRollback s -> rollback(s, now);
      case Standing.OfPromotion s -> promotion(s);
    };
  }

  private static List<Outside> rollout(Standing.OfRollout s) {
    Brief.OfRollout brief = s.brief();
    String release = brief.spec().canary().id().brief();
    Map<String, String> values = new TreeMap<>();
    values.put("run", brief.id());
    values.put("release", brief.spec().canary().id().value());
    values.put("stable", brief.spec().stable().id().value());
    return switch (s.state()) {
      case State.Healthy h -> {
        String text =
            h.verified()
                ? release + " has all the traffic, and no criterion found it worse"
                : release + " has all the traffic; nothing was measured at the end";
        yield List.of(record("rollout", h.at(), brief, h.verified(), text, values));
      }
      case State.Degraded d -> {
        Cause cause = d.cause();
        values.put("trigger", trigger(cause));
        values.put("duration", Duration.between(cause.at(), d.at()).toString());
        String text = release + " was taken back: " + cause.why();
        yield List.of(record("rollout", d.at(), brief, false, text, values));
      }
      case State.Refused r ->
          List.of(record("rollout", r.at(), brief, false, "refused: " + r.why(), values));
      case State.Forward _, State.Back _ -> List.of();
    };
  }

  /// The criterion that stopped it, or the reason.
  private static String trigger(Cause cause) {
    int colon = cause.why().indexOf(": ");
    return cause.reason() == Reason.ANALYSIS_FAILED && colon > 0
        ? cause.why().substring(0, colon)
        : cause.reason().text();
  }

  private static List<Outside> rollback(Standing.OfRollback s, Instant now) {
    Brief.OfRollback brief = s.brief();
    String kind = brief.spec().drill() ? "rollback-drill" : "rollback";
    Map<String, String> values = new TreeMap<>();
    values.put("run", brief.id());
    values.put("trigger", brief.spec().why());
    List<Outside> records = new ArrayList<>();
    switch (s.state()) {
      case dev.sluice.release.rollback.State.Recovered r -> {
        values.put("duration", r.timeToRecover().toString());
        String late = late(brief.spec().within(), r.timeToRecover());
        String text = traffic(brief) + "; recovered after " + said(r.timeToRecover()) + late;
        records.add(record(kind, r.at(), brief, r.proven(), text, values));
        if (r.proven()) {
          String checks = "passed after it: " + String.join(", ", brief.spec().required()) + late;
          records.add(record("recovery-check", r.at(), brief, late.isEmpty(), checks, values));
        }
      }
      case dev.sluice.release.rollback.State.NotRecovered r -> {
        values.put("duration", r.after().toString());
        String text = traffic(brief) + "; not recovered after " + said(r.after());
        records.add(record(kind, r.at(), brief, false, text, values));
        String checks = "not passed after it: " + String.join(", ", r.open());
        records.add(record("recovery-check", r.at(), brief, false, checks, values));
      }
      case dev.sluice.release.rollback.State.Refused r ->
          records.add(record(kind, now, brief, false, "refused: " + r.why(), values));
      case dev.sluice.release.rollback.State.Checking _,
          dev.sluice.release.rollback.State.Returning _,
          dev.sluice.release.rollback.State.Returned _,
          dev.sluice.release.rollback.State.Recovering _ -> {}
    }
    return records;
  }

  /// What there is to say of the time that was declared: nothing when it was kept.
  private static String late(@Nullable Duration within, Duration took) {
    return within == null || took.compareTo(within) <= 0
        ? ""
        : ", later than the declared " + said(within);
  }

  /// What has the traffic of every service that went back.
  private static String traffic(Brief.OfRollback brief) {
    List<Member> members = brief.spec().members();
    List<String> good = members.stream().map(m -> m.good().id().brief()).toList();
    return String.join(", ", good) + (good.size() == 1 ? " has" : " have") + " the traffic again";
  }

  private static String said(Duration took) {
    return took.toMillis() < 60_000
        ? String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)
        : took.toMinutes() + " min " + took.toSecondsPart() + " s";
  }

  private static List<Outside> promotion(Standing.OfPromotion s) {
    if (!(s.state() instanceof dev.sluice.release.promotion.State.Promoted p)) {
      return List.of();
    }
    Release release = p.candidacy().release();
    Map<String, String> values = new TreeMap<>();
    values.put("run", s.brief().id());
    values.put("release", release.id().value());
    values.put("digest", release.digests().getFirst().value());
    String config = release.config();
    if (config != null) {
      values.put("config", config);
    }
    String checks = String.join(", ", p.candidacy().checks().stream().map(Finding::name).toList());
    String text =
        release.id().brief() + " was let in" + (checks.isEmpty() ? "" : " after " + checks);
    return List.of(record("promotion", p.at(), s.brief(), true, text, values));
  }

  private static Outside record(
      String kind,
      Instant at,
      Brief brief,
      boolean succeeded,
      String summary,
      Map<String, String> values) {
    return new Outside.Evidence(
        kind, at, brief.service(), brief.environment(), succeeded, summary, new TreeMap<>(values));
  }
}
