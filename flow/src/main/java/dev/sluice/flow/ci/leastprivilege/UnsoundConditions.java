package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Expression.Call;
import dev.sluice.flow.pipeline.expression.Expression.Literal;
import dev.sluice.flow.pipeline.expression.Expression.Path;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Set;

/// A condition that holds for more than it seems to: a part of a word that a stranger chooses, or
/// text around `${{ }}`.
record UnsoundConditions() implements Audit {
  private static final Set<String> CHOSEN =
      Set.of(
          "github.actor",
          "github.triggering_actor",
          "github.ref",
          "github.ref_name",
          "github.head_ref",
          "github.base_ref");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.conditions().forEach(c -> look(c, answer));
  }

  private static void look(Text condition, Answer.Builder answer) {
    if (alwaysHolds(condition.value())) {
      answer.contradicted(
          condition.source(),
          "the condition always holds, since there is text around `${{ }}`",
          "write the whole condition without `${{ }}`");
    } else if (Expression.parse(condition.value()).has(UnsoundConditions::partOfWord)) {
      answer.contradicted(
          condition.source(),
          "`contains` also finds a part of a word, and who makes a branch chooses its name",
          "compare with `==`, or look in `fromJSON('[…]')`");
    }
  }

  private static boolean partOfWord(Expression part) {
    return part instanceof Call(String name, List<Expression> arguments)
        && name.equals("contains")
        && arguments.size() == 2
        && arguments.getFirst() instanceof Literal
        && arguments.getLast() instanceof Path(String path)
        && CHOSEN.contains(path);
  }

  /// What mixes `${{ }}` with other text, be it a line break, is a text that is not empty: true.
  private static boolean alwaysHolds(String condition) {
    int open = condition.indexOf("${{");
    int close = condition.lastIndexOf("}}");
    if (open < 0 || close < open) {
      return false;
    }
    boolean around = open > 0 || close + 2 < condition.length();
    return around || condition.indexOf("${{", open + 3) >= 0;
  }
}
