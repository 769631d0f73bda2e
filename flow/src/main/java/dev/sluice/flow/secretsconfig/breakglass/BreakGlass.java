package dev.sluice.flow.secretsconfig.breakglass;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.SecretsPolicy;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.measurement.IsoDuration;
import dev.sluice.flow.secretsconfig.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// In an emergency somebody can get in, for a while, seen by others, and leaves nothing behind that
/// still works.
@AutoService(Criterion.class)
public final class BreakGlass implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "secrets.break-glass",
              Stage.SECRETS_CONFIG,
              "Is emergency access bounded in time, told to others, and followed by a rotation?",
              "Without a way in, an emergency makes people keep secrets of their own; without bounds, the way in stays open.",
              "state `who`, `maxDuration`, `notifies` and `rotateWithin` in `secretsPolicy.breakGlass`")
          .proven(
              "it was exercised, and ended within `maxDuration` (a run of kind `break-glass-drill`)",
              Duration.ofDays(365))
          .reads(
              SecretUse.class, SecretSource.class, LeakedSecret.class, Deployable.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    if (Secrets.none(subject)) {
      return Secrets.unused(subject);
    }
    Answer.Builder answer = Answer.build();
    SecretsPolicy policy = Secrets.policy(subject);
    SecretsPolicy.BreakGlass glass = policy == null ? null : policy.breakGlass();
    if (glass != null) {
      declared(glass, answer);
    }
    Duration most = glass == null ? null : glass.maxDuration();
    for (Run run : subject.runs(Run.Kind.BREAK_GLASS_DRILL).stream().limit(1).toList()) {
      Duration took = run.duration("duration");
      if (!run.succeeded()) {
        answer.gap(
            Level.PROVEN,
            run.source(),
            "the last exercise of emergency access failed",
            "mend it, and try again");
      } else if (most != null && took != null && took.compareTo(most) > 0) {
        answer.gap(
            Level.PROVEN,
            run.source(),
            "the last emergency access stayed open for "
                + IsoDuration.of(took)
                + ", longer than "
                + IsoDuration.of(most),
            "let it end by itself, and try again");
      } else {
        answer.proven(run.source(), run.summary(), run.at());
      }
    }
    return answer.done();
  }

  private static void declared(SecretsPolicy.BreakGlass glass, Answer.Builder answer) {
    List<String> lacks = new ArrayList<>();
    if (glass.who().isEmpty()) {
      lacks.add("`who`");
    }
    if (glass.maxDuration() == null) {
      lacks.add("`maxDuration`");
    }
    if (glass.notifies().isEmpty()) {
      lacks.add("`notifies`");
    }
    if (glass.rotateWithin() == null) {
      lacks.add("`rotateWithin`");
    }
    if (lacks.isEmpty()) {
      answer.declared(
          glass.at().source(),
          String.join(", ", glass.who())
              + " may get in for "
              + IsoDuration.of(glass.maxDuration()));
    } else {
      String all = String.join(", ", lacks);
      answer.gap(
          Level.DECLARED, glass.at().source(), "emergency access lacks " + all, "add " + all);
    }
  }
}
