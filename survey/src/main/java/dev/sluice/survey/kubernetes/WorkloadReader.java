package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads whatever runs pods: its images, probes and the secrets that it needs.
@AutoService(ObjectReader.class)
public final class WorkloadReader implements ObjectReader {
  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  /// Kinds that run for as long as nobody takes them away, or again and again.
  private static final Set<String> LASTING =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout", "CronJob");

  @Override
  public Set<String> words() {
    return Set.of("containers", "Deployment", "StatefulSet", "DaemonSet", "CronJob");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    Yaml pod = object.podSpec();
    if (pod == null || isTest(object)) {
      return Stream.empty();
    }
    Stream<Fact> images =
        containers(pod).flatMap(container -> deployment(container, placed).stream());
    Stream<Fact> secrets = secrets(pod).map(s -> used(s, placed));
    return Stream.of(
            Stream.of(workload(placed, pod)), deployable(placed, pod).stream(), images, secrets)
        .flatMap(s -> s);
  }

  /// A pod that `helm test` runs is never part of a release.
  private static boolean isTest(KubeObject object) {
    String hook = object.node().string("metadata", "annotations", "helm.sh/hook");
    return hook != null && hook.contains("test");
  }

  private static Stream<Yaml> containers(Yaml pod) {
    return CONTAINERS.stream().flatMap(key -> pod.items(key).stream());
  }

  private static Optional<Deployment> deployment(Yaml container, Placed placed) {
    return container
        .text("image")
        .map(image ->
            new Deployment(
                image.source(),
                placed.tool(),
                placed.object().id(),
                name(container),
                Image.parse(image.value()),
                placed.environment(),
                placed.replaced().why(image.value())));
  }

  /// What a chart holds is the chart's, whose releases have names of their own.
  private static Optional<Deployable> deployable(Placed placed, Yaml pod) {
    KubeObject object = placed.object();
    if (!LASTING.contains(object.kind()) || placed.tool().equals("helm")) {
      return Optional.empty();
    }
    String file = object.source().file();
    String directory = file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : ".";
    String image =
        pod.items("containers").stream()
            .limit(1)
            .flatMap(c -> c.text("image").stream())
            .map(written -> Image.parse(written.value()).name())
            .findFirst()
            .orElse(null);
    return Optional.of(
        new Deployable(object.source(), object.name(), directory, "workload", image));
  }

  private static Workload workload(Placed placed, Yaml pod) {
    KubeObject object = placed.object();
    Yaml node = object.node();
    String strategy = node.string("spec", "strategy", "type");
    return new Workload(
        object.source(),
        placed.tool(),
        object.kind(),
        object.name(),
        object.namespace(),
        placed.environment(),
        Values.number(node.string("spec", "replicas")),
        strategy != null ? strategy : node.string("spec", "updateStrategy", "type"),
        Values.texts(node.entries("metadata", "labels")),
        Values.texts(node.entries("spec", "selector", "matchLabels")),
        ports(pod),
        pod.items("containers").stream().flatMap(c -> probes(c, placed)).toList());
  }

  private static List<Integer> ports(Yaml pod) {
    return pod.items("containers").stream()
        .flatMap(c -> c.items("ports").stream())
        .flatMap(p -> Stream.ofNullable(Values.number(p.string("containerPort"))))
        .toList();
  }

  private static Stream<HealthCheck> probes(Yaml container, Placed placed) {
    return container.entries().stream()
        .flatMap(entry ->
            kind(entry.name()).stream()
                .filter(kind -> !entry.value().entries().isEmpty())
                .map(kind ->
                    new HealthCheck(
                        entry.key().source(),
                        placed.object().id(),
                        name(container),
                        placed.environment(),
                        kind)));
  }

  private static Optional<HealthCheck.Kind> kind(String key) {
    return switch (key) {
      case "readinessProbe" -> Optional.of(HealthCheck.Kind.READINESS);
      case "livenessProbe" -> Optional.of(HealthCheck.Kind.LIVENESS);
      case "startupProbe" -> Optional.of(HealthCheck.Kind.STARTUP);
      default -> Optional.empty();
    };
  }

  private static Stream<Text> secrets(Yaml pod) {
    Stream<Text> variables =
        containers(pod)
            .flatMap(c -> c.items("env").stream())
            .flatMap(e -> e.text("valueFrom", "secretKeyRef", "name").stream());
    Stream<Text> whole =
        containers(pod)
            .flatMap(c -> c.items("envFrom").stream())
            .flatMap(e -> e.text("secretRef", "name").stream());
    Stream<Text> volumes =
        pod.items("volumes").stream().flatMap(v -> v.text("secret", "secretName").stream());
    Stream<Text> projected =
        pod.items("volumes").stream()
            .flatMap(v -> v.items("projected", "sources").stream())
            .flatMap(s -> s.text("secret", "name").stream());
    return Stream.of(variables, whole, volumes, projected).flatMap(s -> s);
  }

  private static SecretUse used(Text secret, Placed placed) {
    return new SecretUse(secret.source(), secret.value(), "workload", placed.environment());
  }

  private static String name(Yaml container) {
    String name = container.string("name");
    return name == null ? "" : name;
  }
}
