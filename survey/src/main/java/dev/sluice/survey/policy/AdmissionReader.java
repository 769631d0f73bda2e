package dev.sluice.survey.policy;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads policies that a Kubernetes cluster checks when something is created: Kyverno, Gatekeeper,
/// ValidatingAdmissionPolicy, and the image policies of Sigstore's policy-controller.
@AutoService(Reader.class)
public final class AdmissionReader implements Reader {
  private static final List<String> MARKS =
      List.of(
          "kyverno.io/",
          "constraints.gatekeeper.sh/",
          "ValidatingAdmissionPolic",
          "policy.sigstore.dev/");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(f -> f.looksLikeYaml() && f.size() > 0).toList();
    Queue<Yaml> admission = new ConcurrentLinkedQueue<>();
    sink.each(files, Set.of(PolicyRule.class), file -> read(file, admission, sink));
    admission(List.copyOf(admission), sink);
  }

  private static void read(TreeFile file, Queue<Yaml> admission, Sink sink) {
    String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    if (MARKS.stream().noneMatch(text::contains) || isTemplate(text)) {
      return;
    }
    file.yaml().problems().stream()
        .filter(problem -> !file.yaml().complete())
        .findFirst()
        .ifPresent(problem ->
            sink.unreadable(problem.source(), problem.found(), Set.of(PolicyRule.class)));
    for (Yaml object : file.yaml().documents()) {
      String api = String.valueOf(object.string("apiVersion"));
      if (api.startsWith("admissionregistration.k8s.io/")) {
        admission.add(object);
      } else {
        object(api, object, sink);
      }
    }
  }

  /// A template of Helm; Kyverno's own expressions begin otherwise.
  private static boolean isTemplate(String text) {
    return Stream.of("{{-", "{{ .", "{{.").anyMatch(text::contains);
  }

  private static void object(String api, Yaml object, Sink sink) {
    String kind = String.valueOf(object.string("kind"));
    if (api.startsWith("kyverno.io/") && Set.of("Policy", "ClusterPolicy").contains(kind)) {
      Kyverno.policy(object, sink);
    } else if (api.startsWith("policies.kyverno.io/")) {
      Kyverno.typed(kind, object, sink);
    } else if (api.startsWith("constraints.gatekeeper.sh/")) {
      String action = object.string("spec", "enforcementAction");
      boolean denies = action == null || action.equals("deny");
      sink.add(rule(object, "gatekeeper", denies, "kubernetes", false));
    } else if (api.startsWith("policy.sigstore.dev/") && kind.equals("ClusterImagePolicy")) {
      boolean enforces = !"warn".equals(object.string("spec", "mode"));
      sink.add(rule(object, "sigstore", enforces, "image", true));
    }
  }

  /// A policy of Kubernetes itself refuses what a binding with `Deny` says.
  private static void admission(List<Yaml> objects, Sink sink) {
    Set<String> denying =
        objects.stream()
            .filter(o -> "ValidatingAdmissionPolicyBinding".equals(o.string("kind")))
            .filter(
                o -> o.texts("spec", "validationActions").anyMatch(t -> t.value().equals("Deny")))
            .flatMap(o -> Stream.ofNullable(o.string("spec", "policyName")))
            .collect(Collectors.toSet());
    objects.stream()
        .filter(o -> "ValidatingAdmissionPolicy".equals(o.string("kind")))
        .forEach(o -> sink.add(rule(o, "vap", denying.contains(name(o)), "kubernetes", false)));
  }

  static PolicyRule rule(
      Yaml object, String engine, boolean blocks, String subject, boolean images) {
    Source at = object.text("metadata", "name").map(t -> t.source()).orElse(object.source());
    return new PolicyRule(at, engine, name(object), blocks, subject, images);
  }

  static String name(Yaml object) {
    String name = object.string("metadata", "name");
    return name == null ? "?" : name;
  }
}
