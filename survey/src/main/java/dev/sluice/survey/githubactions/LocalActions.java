package dev.sluice.survey.githubactions;

import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which jobs make a cluster that ends with them, by themselves or through a local action, and
/// which local actions only such jobs use. What is deployed there reaches no environment. Confined
/// to one survey; learns before it is asked.
final class LocalActions {
  private static final int MAX_DEPTH = 5;
  private static final List<String> CLUSTERS =
      List.of(
          "kind create cluster",
          "kind-action",
          "setup-kind",
          "kind load ",
          "kindest/node",
          "kind-create-cluster",
          "minikube start",
          "setup-minikube",
          "minikube-action",
          "k3d cluster create",
          "setup-k3d",
          "k3d-action",
          "get.k3s.io",
          "setup-k3s",
          "action-k3s",
          "microk8s",
          "ctlptl create",
          "kwokctl create");

  private final Tree tree;
  private final Map<String, Boolean> onlyThrowAway = new HashMap<>();

  LocalActions(Tree tree) {
    this.tree = tree;
  }

  /// Takes note of which local actions the jobs of a workflow use. Call it before any action is
  /// read.
  void learn(TreeFile workflow) {
    for (Yaml document : documents(workflow)) {
      document.entries("jobs").forEach(job -> use(job.value()));
    }
  }

  private static List<Yaml> documents(TreeFile file) {
    return file.size() > TreeFile.MAX_BYTES ? List.of() : file.yaml().documents();
  }

  private void use(Yaml job) {
    Set<String> used = new HashSet<>();
    boolean cluster = makesCluster(job.items("steps"), used, 0);
    used.forEach(path -> onlyThrowAway.merge(path, cluster, Boolean::logicalAnd));
  }

  /// Whether steps make a cluster that ends with their job.
  boolean makesCluster(List<Yaml> steps) {
    return makesCluster(steps, new HashSet<>(), 0);
  }

  /// Whether a local action is used, and only by jobs that make such a cluster.
  boolean onlyThrowAway(String path) {
    return onlyThrowAway.getOrDefault(path, false);
  }

  /// Whether some workflow hands all its secrets over to this one, under their own names.
  boolean inherits(TreeFile called) {
    return tree.in(called.directory()).stream()
        .filter(file -> !file.equals(called) && file.size() <= TreeFile.MAX_BYTES)
        .anyMatch(file -> handsOver(file, called));
  }

  private static boolean handsOver(TreeFile file, TreeFile called) {
    try {
      String text = file.text();
      return text.contains("inherit") && text.contains(called.fileName());
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  private boolean makesCluster(List<Yaml> steps, Set<String> used, int depth) {
    boolean makes = false;
    for (Yaml step : steps) {
      String uses = step.string("uses");
      String text = uses == null ? step.string("run") : uses;
      makes |= text != null && CLUSTERS.stream().anyMatch(text::contains);
      TreeFile action = depth < MAX_DEPTH ? action(uses) : null;
      if (action != null && used.add(action.path())) {
        makes |= makesCluster(steps(action), used, depth + 1);
      }
    }
    return makes;
  }

  private static List<Yaml> steps(TreeFile action) {
    List<Yaml> documents = documents(action);
    return documents.isEmpty() ? List.of() : documents.getFirst().items("runs", "steps");
  }

  private @Nullable TreeFile action(@Nullable String uses) {
    if (uses == null || !uses.startsWith("./") || uses.indexOf('\0') >= 0) {
      return null;
    }
    String directory = Tree.resolve(".", uses).orElse(".");
    return tree.file(directory + "/action.yml")
        .or(() -> tree.file(directory + "/action.yaml"))
        .orElse(null);
  }
}
