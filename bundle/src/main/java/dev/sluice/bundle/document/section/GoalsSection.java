package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Context;

/// What is delivered, to what end, under which constraints.
final class GoalsSection {
  private GoalsSection() {}

  static void topics(Topics topics) {
    Context context = topics.material().delivery().context();
    Topics.Rows services =
        topics
            .topic("services", "Services in scope", "context.services")
            .columns("Service", "Directory", "Owner", "Tier", "Reached by", "Keeps data in");
    Topics.Rows goals =
        topics.topic("goals", "Goals", "context.goals").columns("Metric", "Target", "By");
    Topics.Rows constraints =
        topics
            .topic("constraints", "Constraints of a release", "context.release-constraints")
            .columns("Constraint", "Holds");
    if (context != null) {
      for (Context.Service s : context.services()) {
        services.row(
            s.at().source(), s.name(), s.path(), s.owner(), s.tier(), s.exposure(), s.data());
      }
      for (Context.Goal g : context.goals()) {
        goals.row(g.at().source(), g.metric(), Words.target(g.target()), g.by());
      }
      constraints(context, constraints);
    }
    services.end();
    goals.end();
    constraints.end();
  }

  private static void constraints(Context context, Topics.Rows rows) {
    rows.say(context.at().of("cadence"), "Production changes", context.cadence());
    Context.Constraints constraints = context.constraints();
    if (constraints == null) {
      return;
    }
    rows.say(constraints.at().of("compliance"), "Compliance regimes", constraints.compliance());
    rows.say(
        constraints.at().of("maxDowntime"),
        "Longest downtime of a release",
        constraints.maxDowntime());
    for (Context.Freeze f : constraints.freezes()) {
      rows.row(f.at().source(), "No change during " + f.name(), f.from() + " to " + f.to());
    }
  }
}
