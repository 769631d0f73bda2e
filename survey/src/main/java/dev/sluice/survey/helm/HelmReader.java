package dev.sluice.survey.helm;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.kubernetes.Merge;
import dev.sluice.survey.place.Aside;
import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Reads charts and their values: which image each environment's values choose.
@AutoService(Reader.class)
public final class HelmReader implements Reader {
  private static final Set<Class<? extends Fact>> IMAGES = Set.of(Deployment.class);

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(f -> Aside.why(f.directory()).isEmpty()).toList();
    Collection<Chart> found = new ConcurrentLinkedQueue<>();
    sink.each(
        files.stream().filter(f -> f.fileName().equals("Chart.yaml")).toList(),
        Set.of(),
        file -> Chart.of(file, tree).ifPresent(found::add));
    List<Chart> charts = List.copyOf(found);
    charts.forEach(chart -> sink.each(List.of(chart.file()), IMAGES, f -> chart(chart, sink)));
    Environments environments = Environments.in(tree);
    List<TreeFile> values =
        files.stream().filter(f -> ValuesFile.isName(f) && !isTemplate(f)).toList();
    sink.each(values, IMAGES, file -> values(file, values, charts, tree, environments, sink));
    sink.each(
        files.stream().filter(f -> f.fileName().startsWith("helmfile")).toList(),
        IMAGES,
        file -> helmfile(file, sink));
  }

  private static boolean isTemplate(TreeFile file) {
    return ("/" + file.path()).contains("/templates/") || ("/" + file.path()).contains("/ci/");
  }

  private static void chart(Chart chart, Sink sink) {
    LiteralImages.in(chart).forEach(sink::add);
    Set<Class<? extends Fact>> hidden = Hidden.in(chart);
    if (!hidden.isEmpty()) {
      sink.add(new Deployable(chart.file().source(), chart.name(), chart.directory(), "chart"));
      sink.unreadable(
          chart.file().source(), "what the chart's templates make isn't in any file", hidden);
    }
  }

  private static void values(
      TreeFile file,
      List<TreeFile> all,
      List<Chart> charts,
      Tree tree,
      Environments environments,
      Sink sink) {
    Optional<Chart> chart = ValuesFile.chart(file, charts);
    Optional<String> environment = ValuesFile.environment(file, environments);
    boolean defaults =
        ValuesFile.isDefault(file)
            && chart.map(c -> c.directory().equals(file.directory())).orElse(false);
    if ((!defaults && environment.isEmpty()) || file.yaml().documents().isEmpty()) {
      return;
    }
    if (defaults && hasEnvironments(chart.orElseThrow(), all, environments)) {
      return;
    }
    if (!defaults) {
      environment
          .filter(name -> !Environments.isWorkbench(name))
          .ifPresent(name -> sink.add(new EnvironmentSeen(file.source(), name, "values file")));
    }
    Yaml own = file.yaml().documents().getFirst();
    Yaml values = defaults || chart.isEmpty() ? own : merged(chart.get(), own, tree);
    String id = chart.map(Chart::id).orElse("Chart/" + nameFor(file));
    Text tag = chart.flatMap(Chart::defaultTag).orElse(null);
    images(id, environment.orElse(null), tag, values).forEach(sink::add);
  }

  private static List<Deployment> images(
      String workload, @Nullable String environment, @Nullable Text tag, Yaml values) {
    return new ValuesImages(workload, environment, tag).in(values);
  }

  /// Whether defaults are only what other values files build upon.
  private static boolean hasEnvironments(
      Chart chart, List<TreeFile> values, Environments environments) {
    String start = chart.directory().equals(".") ? "" : chart.directory() + "/";
    return values.stream()
        .filter(f -> f.path().startsWith(start))
        .filter(f -> !(ValuesFile.isDefault(f) && f.directory().equals(chart.directory())))
        .anyMatch(f -> ValuesFile.environment(f, environments).isPresent());
  }

  /// What Helm does with several values files: the later wins, key by key.
  private static Yaml merged(Chart chart, Yaml own, Tree tree) {
    for (TreeFile file : tree.in(chart.directory())) {
      if (ValuesFile.isDefault(file) && !file.yaml().documents().isEmpty()) {
        Yaml merged = Merge.apply(file.yaml().documents().getFirst(), own, false);
        return merged == null ? own : merged;
      }
    }
    return own;
  }

  private static String nameFor(TreeFile file) {
    String directory = file.directory();
    return directory.substring(directory.lastIndexOf('/') + 1);
  }

  /// The values that a helmfile writes out itself.
  private static void helmfile(TreeFile file, Sink sink) {
    Set<Deployment> found = new HashSet<>();
    List<Yaml> releases = new ArrayList<>();
    file.yaml().documents().forEach(document -> releases.addAll(document.items("releases")));
    for (Yaml release : releases) {
      String name = release.string("name");
      String namespace = release.string("namespace");
      String environment =
          namespace == null ? null : Environments.ofNamespace(namespace).orElse(null);
      release.items("values").stream()
          .flatMap(v -> images("Release/" + name, environment, null, v).stream())
          .forEach(found::add);
    }
    found.forEach(sink::add);
  }
}
