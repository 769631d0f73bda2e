package dev.sluice.survey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReadersTest {
  @TempDir Path root = Path.of("");

  private List<PolicyRule> rules(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Facts.of(
            Survey.read(Walk.of(root, true), List.of(new AdmissionReader(), new PlanPolicies())))
        .of(PolicyRule.class);
  }

  @Test
  void aKyvernoRuleBlocksWhenItsOwnOrThePolicysActionSaysSo() throws IOException {
    List<PolicyRule> rules =
        rules(
            "policy.yaml",
            """
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata: {name: digests}
            spec:
              validationFailureAction: Enforce
              rules:
                - name: one
                  validate: {message: "{{ request.object }}"}
                - name: two
                  validate: {failureAction: Audit}
                - name: three
                  verifyImages: [{imageReferences: ["*"]}]
                - name: four
                  mutate: {}
            """);
    assertThat(rules)
        .extracting(PolicyRule::name)
        .containsExactly("digests/one", "digests/two", "digests/three");
    assertThat(rules).extracting(PolicyRule::blocks).containsExactly(true, false, true);
    assertThat(rules).extracting(PolicyRule::verifiesImages).containsExactly(false, false, true);
    assertThat(rules.getFirst().source().line()).isEqualTo(7);
  }

  @Test
  void anAdmissionPolicyBlocksOnlyWithABindingThatDenies() throws IOException {
    String policy =
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: p}\n";
    String binding =
        "---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: b}\nspec: {policyName: p, validationActions: [%s]}\n";
    assertThat(rules("p.yaml", policy)).extracting(PolicyRule::blocks).containsExactly(false);
    assertThat(rules("p.yaml", policy + binding.formatted("Audit")))
        .extracting(PolicyRule::blocks)
        .containsExactly(false);
    assertThat(rules("p.yaml", policy + binding.formatted("Deny")))
        .extracting(PolicyRule::blocks)
        .containsExactly(true);
  }

  @Test
  void aGatekeeperConstraintDeniesUnlessItSaysOtherwise() throws IOException {
    String constraint =
        "apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sLabels\nmetadata: {name: c}\nspec: {%s}\n";
    assertThat(rules("c.yaml", constraint.formatted("")))
        .extracting(PolicyRule::blocks)
        .containsExactly(true);
    assertThat(rules("c.yaml", constraint.formatted("enforcementAction: dryrun")))
        .extracting(PolicyRule::blocks)
        .containsExactly(false);
  }

  @Test
  void regoBlocksNothingByItself() throws IOException {
    assertThat(
            rules(
                "policy/s3.rego", "package main\n\ndeny[msg] {\n  input.resource_changes[_]\n}\n"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.blocks()).isFalse();
          assertThat(rule.subject()).isEqualTo("terraform");
          assertThat(rule.source().line()).isEqualTo(3);
        });
  }

  @Test
  void aLibraryOfRegoIsNoPolicy() throws IOException {
    assertThat(rules("policy/lib.rego", "package lib\n\nhas(x) { x }\n")).isEmpty();
  }

  @Test
  void sentinelBlocksWhenMandatory() throws IOException {
    assertThat(
            rules(
                "sentinel.hcl",
                "policy \"a\" {\n  enforcement_level = \"hard-mandatory\"\n}\npolicy \"b\" {\n  enforcement_level = \"advisory\"\n}\n"))
        .extracting(PolicyRule::blocks)
        .containsExactly(true, false);
  }

  @Test
  void atlantisNeedsApprovalWhenEveryProjectAsksForIt() throws IOException {
    String one =
        "version: 3\nprojects:\n  - dir: a\n    apply_requirements: [mergeable, approved]\n";
    assertThat(rules("atlantis.yaml", one))
        .extracting(PolicyRule::name)
        .containsExactly("approved");
    assertThat(rules("atlantis.yaml", one + "  - dir: b\n"))
        .extracting(PolicyRule::blocks)
        .containsExactly(false);
  }
}
