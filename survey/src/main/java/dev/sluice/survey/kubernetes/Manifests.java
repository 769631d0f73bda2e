package dev.sluice.survey.kubernetes;

import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.SecretAccess;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The Kubernetes manifests of a tree, by file.
public final class Manifests {
  /// What a manifest that cannot be read may hide.
  public static final Set<Class<? extends Fact>> HIDES =
      Set.of(Deployment.class, Workload.class, HealthCheck.class);

  /// Kinds that run pods, or may hold some that do.
  public static final Set<String> WORKLOADS =
      Set.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "Pod",
          "Job",
          "CronJob",
          "Rollout",
          "List");

  private final Tree tree;
  private final Sink sink;
  private final Set<String> words = new HashSet<>();
  private final Map<String, List<KubeObject>> byFile = new ConcurrentHashMap<>();

  private Manifests(Tree tree, Sink sink, Collection<ObjectReader> readers) {
    this.tree = tree;
    this.sink = sink;
    readers.forEach(reader -> words.addAll(reader.words()));
  }

  /// Reads the manifests of a tree that stand there as plain YAML or JSON and may concern some
  /// reader.
  public static Manifests read(Tree tree, Sink sink, Collection<ObjectReader> readers) {
    Manifests manifests = new Manifests(tree, sink, readers);
    Set<String> charts = new HashSet<>();
    tree.files().stream()
        .filter(f -> f.fileName().equals("Chart.yaml"))
        .forEach(f -> charts.add(f.directory()));
    List<TreeFile> candidates =
        tree.files().stream()
            .filter(f -> f.looksLikeYaml() || f.path().endsWith(".json"))
            .filter(f -> f.size() <= TreeFile.MAX_BYTES && !isTemplate(f, charts))
            .toList();
    sink.each(candidates, HIDES, manifests::objects);
    return manifests;
  }

  /// Whether a file is for Helm to render, and no manifest by itself.
  private static boolean isTemplate(TreeFile file, Set<String> charts) {
    String path = file.path();
    for (int at = path.indexOf("templates/"); at >= 0; at = path.indexOf("templates/", at + 1)) {
      String above = at == 0 ? "." : path.substring(0, at - 1);
      if (charts.contains(above)) {
        return true;
      }
    }
    return false;
  }

  /// The objects in a file; none when it holds none, or when it cannot be read, which is then
  /// noted.
  public List<KubeObject> objects(TreeFile file) {
    return byFile.computeIfAbsent(file.path(), path -> parse(file));
  }

  /// Every file that holds objects.
  public List<TreeFile> files() {
    return byFile.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .flatMap(e -> tree.file(e.getKey()).stream())
        .sorted()
        .toList();
  }

  private List<KubeObject> parse(TreeFile file) {
    String text;
    try {
      text = file.text();
    } catch (UncheckedIOException e) {
      sink.unreadable(file.source(), "cannot be read", HIDES);
      return List.of();
    }
    if (!text.contains("apiVersion") || !text.contains("kind") || !concerns(text)) {
      return List.of();
    }
    YamlFile yaml = file.yaml();
    if (!yaml.complete()) {
      unreadable(file, text, yaml.problems().getLast());
    }
    return yaml.documents().stream().flatMap(KubeObject::in).toList();
  }

  /// Definitions of custom resources are long, and show nothing that is deployed.
  private boolean concerns(String text) {
    boolean definitions = text.contains("\nkind: CustomResourceDefinition");
    boolean others =
        text.lines()
            .anyMatch(l -> l.startsWith("kind:") && !l.contains("CustomResourceDefinition"));
    return (!definitions || others) && words.stream().anyMatch(text::contains);
  }

  private void unreadable(TreeFile file, String text, Problem problem) {
    Set<Class<? extends Fact>> hidden = new HashSet<>();
    boolean manifest = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      manifest |= line.startsWith("apiVersion:");
      hidden(line).ifPresent(hidden::addAll);
    }
    if (manifest && !hidden.isEmpty()) {
      Source at = problem.source().file().equals(file.path()) ? problem.source() : file.source();
      String why =
          text.contains("{{") ? "a template that another tool fills in" : problem.toString();
      sink.unreadable(at, why, hidden);
    }
  }

  private static Optional<Set<Class<? extends Fact>>> hidden(String line) {
    if (!line.startsWith("kind:")) {
      return Optional.empty();
    }
    String kind = line.substring("kind:".length()).strip();
    if (WORKLOADS.contains(kind)) {
      return Optional.of(
          Set.of(
              Deployment.class,
              Workload.class,
              HealthCheck.class,
              SecretUse.class,
              RolloutObject.class));
    }
    return switch (kind) {
      case "HelmRelease", "Application", "ApplicationSet" ->
          Optional.of(Set.of(Deployment.class, GitOpsApplication.class));
      case "AnalysisTemplate", "ClusterAnalysisTemplate", "MetricTemplate" ->
          Optional.of(Set.of(AnalysisMetric.class));
      case "Canary" -> Optional.of(Set.of(RolloutObject.class, AnalysisMetric.class));
      case "ConfigMap" -> Optional.of(Set.of(ConfigKey.class));
      case "Role", "ClusterRole" -> Optional.of(Set.of(SecretAccess.class));
      case "ExternalSecret", "SealedSecret", "SecretProviderClass" ->
          Optional.of(Set.of(SecretSource.class));
      default -> Optional.empty();
    };
  }
}
