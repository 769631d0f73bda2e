package dev.sluice.bundle.artifact.admission;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import dev.sluice.flow.yaml.YamlWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes a ValidatingAdmissionPolicy with its binding, where workloads run in Kubernetes and no
/// policy there refuses anything yet: images by digest, an owner on every workload, no privileged
/// pods.
@AutoService(Maker.class)
public final class AdmissionMaker implements Maker {
  private static final String CRITERION = "iac.policy-checks";
  private static final String API = "admissionregistration.k8s.io/v1";

  /// A name, not what another tool puts one in the place of.
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final Set<String> ENGINES = Set.of("vap", "kyverno", "gatekeeper");
  private static final List<String> OWNER = List.of("team", "owner", "app.kubernetes.io/part-of");

  @Override
  public List<Artifact> make(Material material) {
    List<Workload> workloads = Workloads.production(material);
    boolean refused =
        material.facts().of(PolicyRule.class).stream()
            .anyMatch(r -> ENGINES.contains(r.engine()) && r.blocks());
    if (workloads.isEmpty() || refused || !material.lacks(CRITERION)) {
      return List.of();
    }
    Service service = Service.of(material);
    String root = Manifests.root(workloads, material);
    String label = label(workloads);
    boolean denies = allPass(material, workloads, label);
    String purpose =
        "Refuses workloads in production that are not pinned by digest, belong to nobody or are"
            + " privileged.";
    String text =
        Artifact.header("#", purpose, CRITERION)
            + (denies
                ? ""
                : "# It warns at first, since not everything in production passes yet: see `sluice"
                    + " check`. Then set `validationActions: [Deny]`.\n")
            + YamlWriter.write(
                List.of(policy(service, label), binding(service, workloads, denies)));
    return List.of(
        new Artifact(Service.in(root, "policy/admission.yaml"), text, purpose, CRITERION));
  }

  /// The label by which workloads of the repository name their owner.
  private static String label(List<Workload> workloads) {
    return OWNER.stream()
        .filter(l -> workloads.stream().anyMatch(w -> w.labels().containsKey(l)))
        .findFirst()
        .orElse("team");
  }

  /// Whether everything that runs in production would be admitted, as far as can be seen.
  private static boolean allPass(Material material, List<Workload> workloads, String label) {
    boolean pinned =
        material.facts().of(Deployment.class).stream()
            .filter(d -> Workloads.isProduction(d.environment(), material.delivery()))
            .allMatch(d -> d.image().digest() != null);
    return pinned && workloads.stream().allMatch(w -> w.labels().containsKey(label));
  }

  private static YamlMap policy(Service service, String label) {
    List<YamlMap> kinds =
        List.of(
            kinds("apps", "v1", "deployments", "statefulsets", "daemonsets"),
            kinds("batch", "v1", "jobs", "cronjobs"),
            kinds("", "v1", "pods"));
    YamlMap spec =
        YamlMap.of("failurePolicy", "Fail")
            .and("matchConstraints", YamlMap.of("resourceRules", kinds))
            .and("variables", Rules.variables())
            .and("validations", Rules.validations(label));
    return Manifests.object(API, "ValidatingAdmissionPolicy", name(service)).and("spec", spec);
  }

  private static YamlMap kinds(String group, String version, String... resources) {
    return YamlMap.of("apiGroups", List.of(group))
        .and("apiVersions", List.of(version))
        .and("operations", List.of("CREATE", "UPDATE"))
        .and("resources", List.of(resources));
  }

  /// Where the policy holds: in the namespaces of production that are named, else in those that are
  /// labelled as production.
  private static YamlMap binding(Service service, List<Workload> workloads, boolean denies) {
    List<String> namespaces =
        workloads.stream()
            .map(Workload::namespace)
            .filter(Objects::nonNull)
            .filter(n -> NAMESPACE.matcher(n).matches())
            .distinct()
            .sorted()
            .toList();
    YamlMap selector =
        namespaces.isEmpty()
            ? YamlMap.of("matchLabels", YamlMap.of("environment", "production"))
            : YamlMap.of(
                "matchExpressions",
                List.of(
                    YamlMap.of("key", "kubernetes.io/metadata.name")
                        .and("operator", "In")
                        .and("values", namespaces)));
    YamlMap spec =
        YamlMap.of("policyName", name(service))
            .and("validationActions", denies ? List.of("Deny") : List.of("Warn", "Audit"))
            .and("matchResources", YamlMap.of("namespaceSelector", selector));
    return Manifests.object(API, "ValidatingAdmissionPolicyBinding", name(service))
        .and("spec", spec);
  }

  private static String name(Service service) {
    return service.slug() + "-workloads";
  }

  /// What the policy asks, in CEL.
  private static final class Rules {
    private Rules() {}

    static List<YamlMap> variables() {
      return List.of(
          YamlMap.of("name", "pod")
              .and(
                  "expression",
                  "object.kind == 'Pod' ? object.spec\n"
                      + "  : object.kind == 'CronJob' ?"
                      + " object.spec.jobTemplate.spec.template.spec\n"
                      + "  : object.spec.template.spec\n"),
          YamlMap.of("name", "containers")
              .and(
                  "expression",
                  Stream.of("containers", "initContainers", "ephemeralContainers")
                          .map(c -> "(has(variables.pod." + c + ") ? variables.pod." + c + " : [])")
                          .reduce((a, b) -> a + "\n  + " + b)
                          .orElseThrow()
                      + "\n"));
    }

    static List<YamlMap> validations(String label) {
      return List.of(
          YamlMap.of(
                  "expression",
                  "variables.containers.all(c, c.image.matches('@sha256:[0-9a-f]{64}$'))")
              .and("message", "images are pinned by digest: name@sha256:…"),
          YamlMap.of(
                  "expression",
                  "object.kind == 'Pod' || (has(object.metadata.labels) && '"
                      + label
                      + "' in object.metadata.labels)")
              .and("message", "every workload has the label " + label + ", which names its owner"),
          YamlMap.of(
                  "expression",
                  "variables.containers.all(c, !has(c.securityContext)\n"
                      + "  || !has(c.securityContext.privileged) ||"
                      + " !c.securityContext.privileged)\n"
                      + "  && !(has(variables.pod.hostNetwork) && variables.pod.hostNetwork)\n"
                      + "  && !(has(variables.pod.hostPID) && variables.pod.hostPID)\n"
                      + "  && !(has(variables.pod.hostIPC) && variables.pod.hostIPC)\n")
              .and("message", "no pod is privileged or shares its node's namespaces"));
    }
  }
}
