package dev.sluice.flow.ci.leastprivilege;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.TokenAccess;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A pipeline may do only what it has to, and runs no code of strangers with its rights.
@AutoService(Criterion.class)
public final class LeastPrivilege implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.least-privilege",
              Stage.CI,
              "May every pipeline do only what it has to, and never run code of strangers with its rights?",
              "Whoever gets a line of text or code into a pipeline has its token and its secrets: that is how whole repositories were taken over.",
              "state `ci.token.permissions` (none or read) and `ci.token.untrustedCode`")
          .enforced(
              "name the token's permissions in every workflow, keep the code and the text of pull requests away from secrets, and hand over secrets by name")
          .reads(Pipeline.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<Pipeline> pipelines = subject.facts(Pipeline.class);
    Map<Source, List<Node>> nodes =
        subject.pipelines().nodes().stream()
            .collect(Collectors.groupingBy(node -> node.root().source()));
    for (Pipeline pipeline : pipelines) {
      PipelineFile file =
          new PipelineFile(pipeline, nodes.getOrDefault(pipeline.source(), List.of()));
      Audit.ALL.forEach(audit -> audit.look(file, answer));
    }
    if (pipelines.stream().noneMatch(p -> p.role() == Pipeline.Role.WORKFLOW)) {
      answer.gap(
          Level.ENFORCED,
          "there is no pipeline whose permissions could be seen",
          "add one, with `permissions: {contents: read}`");
    }
    declared(subject.delivery().ci(), answer);
    return answer.done();
  }

  private static void declared(@Nullable Ci ci, Answer.Builder answer) {
    Ci.Token token = ci == null ? null : ci.token();
    TokenAccess access = token == null ? null : token.permissions();
    if (token == null || access == null || token.untrustedCode() == null) {
      answer.gap(
          Level.DECLARED,
          "what a pipeline may do is not declared",
          "set `ci.token: {permissions: read, untrustedCode: without-secrets}`");
    } else if (access == TokenAccess.WRITE) {
      answer.gap(
          Level.DECLARED,
          token.at().of("permissions"),
          "tokens are declared to write by default",
          "set `permissions: read`, and let single jobs write");
    } else {
      answer.declared(
          token.at().of("permissions"),
          "tokens may " + (access == TokenAccess.NONE ? "do nothing" : "read") + " by default");
    }
  }
}
