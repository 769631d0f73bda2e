package dev.sluice.cli.explain;

import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Explanation;
import dev.sluice.cli.report.Paint;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice explain`: what a criterion asks, why, and how each level is reached, with its own cases
/// as examples.
public final class ExplainCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("CRITERION")
            .arity("0..1")
            .index("0")
            .type(String.class)
            .description("A criterion or a stage; all of them by default.")
            .build());
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    String asked = given.matchedPositionalValue(0, (String) null);
    Explanation explanation = new Explanation(terminal.out(), new Paint(terminal.colour()));
    Optional<Criterion> one = asked == null ? Optional.empty() : Criteria.find(asked);
    if (one.isPresent()) {
      explanation.of(one.get());
    } else {
      stages(asked, given.commandSpec()).forEach(explanation::of);
    }
    return Exit.OK;
  }

  private static List<Stage> stages(@Nullable String asked, CommandSpec spec) {
    if (asked == null) {
      return List.of(Stage.values());
    }
    return List.of(
        Stage.of(asked)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "expected a criterion or a stage, but found '"
                        + asked
                        + "'; `sluice explain` lists them")));
  }
}
