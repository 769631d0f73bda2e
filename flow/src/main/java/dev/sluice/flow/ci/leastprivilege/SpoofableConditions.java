package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Expression.Compare;
import dev.sluice.flow.pipeline.expression.Expression.Literal;
import dev.sluice.flow.pipeline.expression.Expression.Path;
import dev.sluice.flow.source.Text;
import java.util.Set;

/// A condition that takes whoever acted last for the author: a stranger can make a bot act on his
/// own pull request.
record SpoofableConditions() implements Audit {
  private static final Set<String> ACTORS = Set.of("github.actor", "github.triggering_actor");

  /// The numbers of Dependabot, Renovate and GitHub Actions as users.
  private static final Set<String> BOTS = Set.of("49699333", "29139614", "41898282");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.conditions()
        .filter(c -> c.value().contains("[bot]") || c.value().contains("actor_id"))
        .filter(c -> Expression.parse(c.value()).has(SpoofableConditions::trustsActor))
        .forEach(c -> report(c, file, answer));
  }

  private static boolean trustsActor(Expression part) {
    return part instanceof Compare(String operator, Expression left, Expression right)
        && operator.equals("==")
        && (isBot(left, right) || isBot(right, left));
  }

  private static boolean isBot(Expression actor, Expression bot) {
    if (!(actor instanceof Path(String name) && bot instanceof Literal(String text))) {
      return false;
    }
    return name.equals("github.actor_id")
        ? BOTS.contains(text)
        : ACTORS.contains(name) && text.endsWith("[bot]");
  }

  private static void report(Text condition, PipelineFile file, Answer.Builder answer) {
    String message = "whoever acted last is taken for the author, and that can be spoofed";
    if (file.on("pull_request_target")) {
      answer.contradicted(
          condition.source(), message, "compare `github.event.pull_request.user.login` instead");
    } else if (file.on("pull_request")) {
      answer.information(condition.source(), message);
    }
  }
}
