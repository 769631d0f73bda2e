package dev.sluice.flow.context.releaseconstraints;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.measurement.IsoDuration;
import java.util.Locale;

/// It is said how often production changes, and what limits a change.
@AutoService(Criterion.class)
public final class ReleaseConstraints implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "context.release-constraints",
          Stage.CONTEXT,
          "Is it said how often production changes, when it must not, under which regimes, and with how much downtime?",
          "Gates that do not know the rhythm and the regimes are either too loose to pass an audit or too tight to release.",
          "state `context.cadence`, and under `context.constraints` `compliance` (`[none]` when there is none), "
              + "`freezes` (`[]` when there is none) and `maxDowntime` (`PT0S` for none)");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Context context = subject.delivery().context();
    if (context == null || (context.cadence() == null && context.constraints() == null)) {
      return answer.done();
    }
    boolean cadence =
        Required.in(context.at(), "`context`").key("cadence", context.cadence()).complete(answer);
    Context.Constraints constraints = context.constraints();
    if (constraints == null) {
      answer.gap(
          Level.DECLARED,
          context.at().source(),
          "what limits a release is not said",
          "add `constraints` with `compliance`, `freezes` and `maxDowntime`");
    } else if (complete(constraints, answer) && cadence) {
      answer.declared(
          constraints.at().source(), "production changes " + inWords(context, constraints));
    }
    return answer.done();
  }

  private static boolean complete(Context.Constraints constraints, Answer.Builder answer) {
    return Required.in(constraints.at(), "`constraints`")
        .key("compliance", constraints.compliance())
        .written("freezes", constraints.at().has("freezes"))
        .key("maxDowntime", constraints.maxDowntime())
        .complete(answer);
  }

  private static String inWords(Context context, Context.Constraints constraints) {
    String cadence = String.valueOf(context.cadence()).toLowerCase(Locale.ROOT).replace('_', '-');
    int freezes = constraints.freezes().size();
    return cadence
        + " under "
        + String.join(", ", constraints.compliance())
        + ", with "
        + (freezes == 0 ? "no freeze" : freezes == 1 ? "one freeze" : freezes + " freezes")
        + " and at most "
        + IsoDuration.of(constraints.maxDowntime())
        + " of downtime";
  }
}
