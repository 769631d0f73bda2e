package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Origin;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Criteria and stages that are named exist, and nothing lowers a bar unseen.
final class CriterionChecks {
  private static final Set<String> METRICS =
      Set.of(
          "change-lead-time",
          "deployment-frequency",
          "change-fail-rate",
          "failed-deployment-recovery-time",
          "deployment-rework-rate");

  private CriterionChecks() {}

  static void check(Delivery delivery, Map<String, Definition> criteria, Report report) {
    delivery.bars().forEach(bar -> bar(bar, delivery, criteria, report));
    delivery.assumptions().forEach(a -> known(a.at(), a.criterion(), criteria, report));
    for (Delivery.ExceptionRecord exception : delivery.exceptions()) {
      known(exception.at(), exception.criterion(), criteria, report);
      String approver = exception.approver();
      if (!approver.isEmpty() && approver.equalsIgnoreCase(exception.owner())) {
        report.add(
            exception.at().of("approver"),
            "own-approval",
            "somebody other than the owner",
            Found.quoted(approver),
            "let somebody else accept the exception");
      }
    }
    delivery.leftOpen().forEach(left -> leftOpen(left, criteria, report));
    if (delivery.context() != null) {
      painPoints(delivery.context(), criteria, report);
    }
    if (delivery.sequence() != null) {
      sequence(delivery.sequence(), report);
    }
  }

  private static void known(Origin at, String id, Map<String, Definition> criteria, Report report) {
    report.unknown(
        at.of("criterion"),
        "unknown-criterion",
        "the id of a criterion",
        id,
        criteria.keySet(),
        "see `sluice explain` for all ids");
  }

  private static void bar(
      Delivery.Bar bar, Delivery delivery, Map<String, Definition> criteria, Report report) {
    known(bar.at(), bar.criterion(), criteria, report);
    Definition definition = criteria.get(bar.criterion());
    if (definition == null) {
      return;
    }
    Level level = Level.valueOf(bar.level().name());
    if (!definition.knows(level)) {
      report.add(
          bar.at().of("level"),
          "bar-unreachable",
          "a level that " + definition.id() + " can reach",
          Found.quoted(level.id()),
          "write `" + definition.bar(Delivery.Profile.REGULATED).id() + "`, its highest");
    }
    Delivery.Profile profile = delivery.profile();
    if (profile != null && !level.atLeast(definition.bar(profile))) {
      report.add(
          bar.at().of("level"),
          "bar-lowered",
          "`" + definition.bar(profile).id() + "` or higher, as the profile asks",
          Found.quoted(level.id()),
          "remove the bar; an entry of `exceptions` waives a criterion openly");
    }
  }

  private static void painPoints(Context context, Map<String, Definition> criteria, Report report) {
    Set<String> known = new HashSet<>(METRICS);
    known.addAll(criteria.keySet());
    context.goals().stream()
        .map(Context.Goal::metric)
        .forEach(metric -> {
          if (metric != null) {
            known.add(metric);
          }
        });
    for (Context.PainPoint pain : context.painPoints()) {
      String hurts = pain.hurts();
      if (hurts != null) {
        report.unknown(
            pain.at().of("hurts"),
            "unknown-goal",
            "the metric of a goal, or the id of a criterion",
            hurts,
            known,
            "name a metric of `goals`, or a criterion: see `sluice explain`");
      }
    }
  }

  private static void leftOpen(
      Delivery.LeftOpen left, Map<String, Definition> criteria, Report report) {
    String stage = left.stage();
    String criterion = left.criterion();
    if ((stage == null) == (criterion == null)) {
      report.add(
          left.at().source(),
          "left-open-one",
          "either `stage` or `criterion`",
          stage == null ? "neither" : "both",
          "name the one thing that stays open");
      return;
    }
    if (criterion != null) {
      known(left.at(), criterion, criteria, report);
    }
    if (stage != null) {
      List<String> stages =
          Arrays.stream(Stage.values()).filter(s -> s != Stage.BUNDLE).map(Stage::id).toList();
      report.unknown(
          left.at().of("stage"),
          "unknown-stage",
          "the id of a stage before the bundle",
          stage,
          stages,
          "write one of " + String.join(", ", stages));
    }
  }

  private static void sequence(Delivery.Sequence sequence, Report report) {
    List<String> all = Arrays.stream(Stage.values()).map(Stage::id).toList();
    Report.Once once = report.once("stage of the sequence");
    for (int i = 0; i < sequence.stages().size(); i++) {
      String stage = sequence.stages().get(i);
      once.name(stage, sequence.at().of("stages[" + i + "]"));
      report.unknown(
          sequence.at().of("stages[" + i + "]"),
          "unknown-stage",
          Found.oneOf(all),
          stage,
          all,
          "choose one of them");
    }
    List<String> missing = all.stream().filter(s -> !sequence.stages().contains(s)).toList();
    if (!missing.isEmpty()) {
      report.add(
          sequence.at().of("stages"),
          "sequence-incomplete",
          "all ten stages",
          "none of " + String.join(", ", missing),
          "add what is missing: a stage can be moved, not left out");
    } else if (!sequence.stages().getLast().equals(Stage.BUNDLE.id())) {
      report.add(
          sequence.at().of("stages[" + (sequence.stages().size() - 1) + "]"),
          "bundle-last",
          "`bundle` as the last stage",
          Found.quoted(sequence.stages().getLast()),
          "move `bundle` to the end");
    }
  }
}
