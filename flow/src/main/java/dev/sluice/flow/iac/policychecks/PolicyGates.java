package dev.sluice.flow.iac.policychecks;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Policy checks in pipelines: which of them hold an apply, or a merge, back.
final class PolicyGates {
  /// Scanners of infrastructure code, which check policies rather than look for vulnerabilities.
  private static final List<String> SCANNERS =
      List.of("checkov", "tfsec", "terrascan", "kics", "trivy config", "tflint", "snyk iac");

  private final PipelineGraph graph;
  private final List<BranchProtection> protections;
  private final List<Occurrence> gates;
  private final List<Release> applies;

  PolicyGates(PipelineGraph graph, List<BranchProtection> protections) {
    this.graph = graph;
    this.protections = protections;
    this.gates =
        graph.occurrences(Activity.Kind.POLICY, Activity.Kind.SCAN, Activity.Kind.LINT).stream()
            .filter(PolicyGates::checksPolicies)
            .toList();
    this.applies =
        graph.occurrences(Activity.Kind.APPLY).stream().map(PolicyGates::release).toList();
  }

  private static boolean checksPolicies(Occurrence gate) {
    String tool = gate.activity().tool();
    return gate.activity().kind() == Activity.Kind.POLICY
        || SCANNERS.stream().anyMatch(tool::contains);
  }

  private static Release release(Occurrence apply) {
    return new Release(apply.node(), apply.step(), true, null, apply.activity().source());
  }

  /// Says what the gates hold back. Returns whether there is any.
  ///
  /// @param alone whether nothing else refuses violations, so that a way round every gate matters
  boolean judge(boolean alone, Answer.Builder answer) {
    List<Occurrence> holding = gates.stream().filter(this::holds).toList();
    holding.forEach(gate ->
        answer.enforced(
            gate.activity().source(),
            "nothing is applied without `" + gate.activity().tool() + "`"));
    if (holding.isEmpty() && alone) {
      gates.forEach(gate -> wayRound(gate, answer));
    }
    return !gates.isEmpty();
  }

  private boolean holds(Occurrence gate) {
    return graph.swallowed(gate).isEmpty() && (holdsApplies(gate) || holdsMerges(gate));
  }

  private boolean holdsApplies(Occurrence gate) {
    return !applies.isEmpty()
        && applies.stream().allMatch(apply -> graph.past(gate, apply).isEmpty());
  }

  private boolean holdsMerges(Occurrence gate) {
    return graph.missesChanges(gate).isEmpty() && graph.requiredBy(gate, protections).isPresent();
  }

  private void wayRound(Occurrence gate, Answer.Builder answer) {
    Optional<Hole> hole =
        Stream.concat(graph.swallowed(gate).stream(), graph.missesChanges(gate).stream())
            .findFirst();
    if (hole.isPresent()) {
      Hole way = hole.get();
      answer.gap(Level.ENFORCED, way.source(), way.message(), way.fix());
    } else if (protections.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether merging waits for `"
              + gate.activity().tool()
              + "` lies in the branch protection, which is not kept as code",
          "let the apply need its job, or keep the branch protection as code");
    } else {
      answer.gap(
          Level.ENFORCED,
          gate.activity().source(),
          "neither the apply nor merging waits for `" + gate.activity().tool() + "`",
          "let the apply need its job, or require its check");
    }
  }
}
