package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.Set;
import java.util.regex.Pattern;

/// A long-lived token for a registry that would trust the pipeline itself.
record LongLivedTokens() implements Audit {
  private static final Pattern PUBLISH =
      Pattern.compile(
          "\\b(?:npm|pnpm|cargo|uv|poetry|changeset) publish\\b|\\btwine upload\\b|\\bgem push\\b"
              + "|\\bnuget push\\b");
  private static final Set<String> TOKENS =
      Set.of(
          "NODE_AUTH_TOKEN",
          "NPM_TOKEN",
          "TWINE_PASSWORD",
          "UV_PUBLISH_TOKEN",
          "CARGO_REGISTRY_TOKEN",
          "GEM_HOST_API_KEY",
          "NUGET_API_KEY");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .filter(step -> isPypi(step) || isScript(step))
        .forEach(step ->
            answer.information(
                step.source(),
                "a long-lived token publishes where trusted publishing would need none"));
  }

  private static boolean isPypi(Step step) {
    return PipelineFile.action(step).equals("pypa/gh-action-pypi-publish")
        && step.with().containsKey("password");
  }

  private static boolean isScript(Step step) {
    Text run = step.run();
    return run != null
        && PUBLISH.matcher(run.value()).find()
        && step.env().entrySet().stream()
            .anyMatch(variable ->
                TOKENS.contains(variable.getKey())
                    && variable.getValue().value().contains("secrets.")
                    && !variable.getValue().value().contains("GITHUB_TOKEN"));
  }
}
