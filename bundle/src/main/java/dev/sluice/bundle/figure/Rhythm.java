package dev.sluice.bundle.figure;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.fact.Run;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Something that comes round, or is due once.
///
/// @param every null when it is due once
/// @param due the first time that it is due, seen from the day of the picture; may have passed
/// @param guessed whether the first time is counted from that day, since no run shows the last one
record Rhythm(String name, String owner, @Nullable Duration every, LocalDate due, boolean guessed) {

  /// Everything that comes round or is due, rhythms first.
  static List<Rhythm> of(Material material) {
    Delivery delivery = material.delivery();
    List<Rhythm> all = new ArrayList<>();
    Iac iac = delivery.iac();
    Iac.Drift drift = iac == null ? null : iac.drift();
    if (drift != null) {
      add(all, material, "drift check", drift.owner(), drift.every(), Run.Kind.DRIFT_CHECK);
    }
    for (Secret secret : delivery.secrets()) {
      Secret.Rotation rotation = secret.rotation();
      if (rotation != null) {
        Predicate<Run> own = run -> of(run, secret, delivery.secrets().size() == 1);
        add(
            all,
            material,
            "rotate " + secret.name(),
            rotation.owner(),
            rotation.every(),
            last(material, Run.Kind.ROTATION, own));
      }
    }
    ReleaseSafety safety = delivery.releaseSafety();
    ReleaseSafety.Drill drill = safety == null ? null : safety.drill();
    if (drill != null) {
      add(all, material, "rollback drill", drill.owner(), drill.every(), Run.Kind.ROLLBACK_DRILL);
    }
    Operations operations = delivery.operations();
    Operations.Improvement better = operations == null ? null : operations.improvement();
    if (better != null) {
      add(all, material, "platform review", better.owner(), better.every(), Optional.empty());
    }
    governance(all, material);
    once(all, delivery);
    return all;
  }

  private static boolean of(Run run, Secret secret, boolean single) {
    String named = run.values().get("secret");
    return named == null ? single : named.equals(secret.name());
  }

  private static void governance(List<Rhythm> all, Material material) {
    Governance governance = material.delivery().governance();
    Governance.Reviews reviews = governance == null ? null : governance.reviews();
    if (reviews == null) {
      return;
    }
    LocalDate next = reviews.next();
    if (next == null) {
      add(all, material, "governance review", reviews.owner(), reviews.every(), Run.Kind.REVIEW);
    } else {
      String owner = requireNonNullElse(reviews.owner(), "");
      all.add(new Rhythm("governance review", owner, reviews.every(), next, false));
    }
  }

  private static void once(List<Rhythm> all, Delivery delivery) {
    Context context = delivery.context();
    if (context != null) {
      context.goals().forEach(goal -> once(all, "goal: " + goal.metric(), null, goal.by()));
    }
    Governance governance = delivery.governance();
    if (governance != null) {
      governance.risks().forEach(r -> once(all, "risk ends: " + r.risk(), r.owner(), r.expires()));
      governance.residualRisks().forEach(r -> once(all, "act on: " + r.risk(), r.owner(), r.by()));
    }
    delivery
        .exceptions()
        .forEach(e ->
            once(
                all,
                "exception ends: " + e.criterion(),
                e.owner(),
                LocalDate.ofInstant(e.expires(), ZoneOffset.UTC)));
  }

  private static void once(
      List<Rhythm> all, String name, @Nullable String owner, @Nullable LocalDate due) {
    if (due != null) {
      all.add(new Rhythm(name, requireNonNullElse(owner, ""), null, due, false));
    }
  }

  private static void add(
      List<Rhythm> all,
      Material material,
      String name,
      @Nullable String owner,
      @Nullable Duration every,
      Run.Kind kind) {
    add(all, material, name, owner, every, last(material, kind, run -> true));
  }

  private static void add(
      List<Rhythm> all,
      Material material,
      String name,
      @Nullable String owner,
      @Nullable Duration every,
      Optional<Run> last) {
    if (every != null && every.isPositive()) {
      LocalDate due =
          LocalDate.ofInstant(last.map(Run::at).orElse(material.at()).plus(every), ZoneOffset.UTC);
      all.add(new Rhythm(name, requireNonNullElse(owner, ""), every, due, last.isEmpty()));
    }
  }

  private static Optional<Run> last(Material material, Run.Kind kind, Predicate<Run> own) {
    String name = material.delivery().metadata().name();
    return material.facts().of(Run.class).stream()
        .filter(run -> run.kind() == kind && run.succeeded() && !run.at().isAfter(material.at()))
        .filter(run -> run.service() == null || run.service().equals(name))
        .filter(own)
        .max((a, b) -> a.at().compareTo(b.at()));
  }

  /// Whether single times would stand too close to be told apart.
  boolean dense() {
    return shorter(7);
  }

  /// Whether single times stand close together.
  boolean close() {
    return shorter(14);
  }

  private boolean shorter(int days) {
    Duration rhythm = every;
    return rhythm != null && rhythm.compareTo(Duration.ofDays(days)) < 0;
  }

  /// The days on which it is due from one day to another; none where it is dense.
  List<LocalDate> days(LocalDate from, LocalDate to) {
    List<LocalDate> days = new ArrayList<>();
    Duration rhythm = every;
    if (rhythm == null) {
      if (!due.isBefore(from) && !due.isAfter(to)) {
        days.add(due);
      }
      return days;
    }
    if (dense()) {
      return days;
    }
    long step = Math.max(1, rhythm.toDays());
    for (LocalDate day = due; !day.isAfter(to); day = day.plusDays(step)) {
      if (!day.isBefore(from)) {
        days.add(day);
      }
    }
    return days;
  }
}
