package dev.sluice.survey.policy;

import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import org.jspecify.annotations.Nullable;

/// Kyverno's policies: one fact for each rule that checks something.
///
/// Source: Kyverno's documentation of `validationFailureAction`, and of `failureAction` of a rule,
/// which wins.
final class Kyverno {
  private Kyverno() {}

  /// A `Policy` or `ClusterPolicy`.
  static void policy(Yaml policy, Sink sink) {
    String whole = policy.string("spec", "validationFailureAction");
    for (Yaml rule : policy.items("spec", "rules")) {
      if (rule.get("validate") != null) {
        boolean blocks = enforces(rule.string("validate", "failureAction"), whole);
        add(policy, rule, blocks, false, sink);
      }
      for (Yaml images : rule.items("verifyImages")) {
        boolean blocks =
            enforces(images.string("failureAction"), whole)
                && !"false".equals(images.string("required"));
        add(policy, rule, blocks, true, sink);
      }
    }
  }

  /// A policy of one kind: `ValidatingPolicy`, `ImageValidatingPolicy`.
  static void typed(String kind, Yaml policy, Sink sink) {
    boolean images = kind.equals("ImageValidatingPolicy");
    if (images || kind.equals("ValidatingPolicy")) {
      boolean written = policy.at("spec", "validationActions") != null;
      boolean denies =
          !written
              || policy.texts("spec", "validationActions").anyMatch(t -> t.value().equals("Deny"));
      sink.add(
          AdmissionReader.rule(policy, "kyverno", denies, images ? "image" : "kubernetes", images));
    }
  }

  private static boolean enforces(@Nullable String own, @Nullable String whole) {
    String action = own != null ? own : whole != null ? whole : "Audit";
    return action.equalsIgnoreCase("enforce");
  }

  private static void add(Yaml policy, Yaml rule, boolean blocks, boolean images, Sink sink) {
    Source at = rule.text("name").map(t -> t.source()).orElse(rule.source());
    String name = rule.string("name");
    String whole = AdmissionReader.name(policy) + (name == null ? "" : "/" + name);
    sink.add(new PolicyRule(at, "kyverno", whole, blocks, images ? "image" : "kubernetes", images));
  }
}
