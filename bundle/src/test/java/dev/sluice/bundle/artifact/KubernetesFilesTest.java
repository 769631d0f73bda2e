package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Material;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.DisruptionBudget;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HelmChart;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Platform;
import dev.sluice.flow.fact.SecretRule;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When files for Kubernetes are made, and what they say.
class KubernetesFilesTest {
  private static final Source FILE = Source.of("some/file");

  private static String content(Material material, String path) {
    return Artifacts.of(material).stream()
        .filter(a -> a.path().equals(path))
        .map(Artifact::content)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody made " + path));
  }

  private static List<String> paths(Material material) {
    return Artifacts.of(material).stream().map(Artifact::path).toList();
  }

  @Test
  void anOverlayIsOfferedWithTheComponentsAndKeepsEveryLine() {
    assertThat(content(Shop.by(Shop.CANARY), "deploy/production/kustomization.yaml"))
        .startsWith(Shop.OVERLAY)
        .contains(
            "components:\n",
            "  - ../components/disruption-budget # cd.health-checks\n",
            "  - ../components/progressive-delivery # cd.progressive-steps\n");
  }

  @Test
  void aBudgetIsMadeOnlyWhereThereIsNone() {
    DisruptionBudget there =
        new DisruptionBudget(FILE, "shop", "shop-production", "production", Map.of("app", "shop"));
    assertThat(paths(Shop.by(Shop.CANARY)))
        .contains("deploy/components/disruption-budget/pdb.yaml");
    assertThat(paths(Shop.by(Shop.CANARY, there)))
        .doesNotContain("deploy/components/disruption-budget/pdb.yaml");
  }

  @Test
  void aBudgetThatWasMadeHereIsMadeAgain() {
    DisruptionBudget made =
        new DisruptionBudget(
            Source.of("deploy/components/disruption-budget/pdb.yaml"),
            "shop",
            "shop-production",
            "production",
            Map.of("app", "shop"));
    assertThat(paths(Shop.by(Shop.CANARY, made)))
        .contains("deploy/components/disruption-budget/pdb.yaml");
  }

  @Test
  void nothingIsRolledOutThatOthersBuild() {
    Deployment postgres =
        new Deployment(
            FILE,
            "kustomize",
            "Deployment/shop",
            "db",
            Image.parse("postgres:17"),
            "production",
            null);
    assertThat(paths(Shop.by(Shop.CANARY, postgres)))
        .noneMatch(p -> p.contains("progressive-delivery"));
  }

  @Test
  void bothToleratesAreOneNumberAndNoDataIsWhatTheDeliverySays() {
    String[] templates =
        content(Shop.by(Shop.BASELINE), "deploy/components/progressive-delivery/analysis.yaml")
            .split("---\n", -1);
    assertThat(templates).hasSize(2);
    assertThat(templates[0])
        .contains(
            "service=\"shop-canary\"",
            "- 1.5 * (sum(rate(http_requests_total{service=\"shop\"",
            "\"tolerance\", \"absolute\"",
            "successCondition: \"len(result) > 0 && result[0] <= 0\"",
            "failureCondition: \"len(result) > 0 && result[0] > 0\"",
            "Not judged here against the version before: depth.");
    assertThat(templates[1])
        .contains("len(result) == 0 || isNaN(result[0]) || result[0] <= 0.3")
        .doesNotContain("failureCondition");
  }

  @Test
  void sopsInUseMeansAGuideAndNoObjectOfAStore() {
    SecretRule rule =
        new SecretRule(new Source(".sops.yaml", 2, 5), "production/.*\\.enc\\.yaml$", "^data$");
    Material material = Shop.by(Shop.CANARY, rule);
    assertThat(paths(material)).noneMatch(p -> p.contains("external-secrets"));
    assertThat(content(material, "docs/sops-secrets.md"))
        .contains(
            "| `shop-key` | team-shop | `deploy/production/shop-key.sops.yaml` |",
            ".sops.yaml:2",
            "production/.*\\.enc\\.yaml$")
        .contains("stringData: {}");
  }

  @Test
  void aDeploymentThatIsNewLeavesItsPodsToTheRolloutAndThePipelineWaitsForIt() {
    Material material = KubernetesIT.undeployed("1000");
    assertThat(content(material, "deploy/base/deployment.yaml"))
        .contains("containerPort: 8080", "runAsNonRoot: true", "path: /readyz", "- ALL");
    assertThat(content(material, "deploy/production/kustomization.yaml"))
        .contains("# Assumed: it runs in Kubernetes", "- ../components/progressive-delivery");
    assertThat(content(material, "deploy/staging/kustomization.yaml"))
        .doesNotContain("progressive-delivery");
    String workflow = content(material, ".github/workflows/delivery.yaml");
    assertThat(workflow)
        .contains("kubectl wait rollout/shop --namespace shop-production")
        .contains("kubectl rollout status deployment/shop --namespace shop-staging");
  }

  @Test
  void anImageThatRunsAsRootIsNotSaidToDoWithoutItsRights() {
    assertThat(content(KubernetesIT.undeployed(null), "deploy/base/deployment.yaml"))
        .contains("allowPrivilegeEscalation: false", "Give Dockerfile a numeric USER")
        .doesNotContain("runAsNonRoot: true\n", "- ALL");
  }

  static List<Fact> elsewhere() {
    return List.of(
        new Platform(Source.of("fly.toml"), "Fly.io"),
        new HelmChart(FILE, "shop", "chart", List.of(), List.of(), List.of(), null),
        new Deployment(
            Source.of("compose.production.yaml"),
            "compose",
            "Service/shop",
            "shop",
            Image.parse("shop:1"),
            "production",
            null),
        new Deployment(
            Source.of("compose.yaml"),
            "compose",
            "Service/shop",
            "shop",
            Image.parse("ghcr.io/acme/shop:latest"),
            null,
            null),
        new Unreadable(Source.of("Jenkinsfile"), "Jenkins", List.of(Pipeline.class), null));
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void nothingIsDeployedAnewWhereSomethingShowsAnotherPlatform(Fact fact) {
    List<Fact> facts = new ArrayList<>(KubernetesIT.listening("1000"));
    facts.add(fact);
    assertThat(paths(Shop.undeployed(facts))).noneMatch(p -> p.startsWith("deploy/base"));
  }

  @Test
  void aChartWithItsOwnHelpersGetsABudget() {
    String file = "chart/templates/deployment.yaml";
    HelmChart chart =
        new HelmChart(
            FILE,
            "shop",
            "chart",
            List.of("shop.fullname", "shop.labels", "shop.selectorLabels"),
            List.of(
                new HelmChart.Template(file, "Deployment", "shop.fullname", "shop.selectorLabels")),
            List.of("Deployment", "Service"),
            "replicaCount");
    assertThat(content(Shop.undeployed(List.of(chart)), "chart/templates/pdb.yaml"))
        .contains(
            "{{- if gt (int .Values.replicaCount) 1 }}",
            "name: {{ include \"shop.fullname\" . }}",
            "{{- include \"shop.selectorLabels\" . | nindent 6 }}");
    HelmChart foreign =
        new HelmChart(
            FILE,
            "shop",
            "chart",
            List.of(),
            List.of(new HelmChart.Template(file, "Deployment", null, null)),
            List.of("Deployment"),
            "replicaCount");
    assertThat(paths(Shop.undeployed(List.of(foreign)))).noneMatch(p -> p.startsWith("chart/"));
  }
}
