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
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Reads charts and their values: which image each environment's values choose.
@AutoService(Reader.class)
public final class HelmReader implements Reader {
  private static final Set<Class<? extends Fact>> IMAGES = Set.of(Deployment.class);

  private final @Nullable String searchPath;

  /// Renders with the `helm` on the `PATH`, when there is one.
  public HelmReader() {
    this(System.getenv("PATH"));
  }

  /// @param searchPath where to look for `helm`
  HelmReader(@Nullable String searchPath) {
    this.searchPath = searchPath;
  }

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(f -> Aside.why(f.directory()).isEmpty()).toList();
    Collection<Chart> found = new ConcurrentLinkedQueue<>();
    sink.each(
        files.stream().filter(f -> f.fileName().equals("Chart.yaml")).toList(),
        Set.of(),
        file -> Chart.of(file, tree).ifPresent(found::add));
    List<TreeFile> values =
        files.stream().filter(f -> ValuesFile.isName(f) && !isTemplate(f)).toList();
    Templates templates = new Templates(Helm.on(searchPath, tree.root()).orElse(null), tree, sink);
    new Run(List.copyOf(found), values, tree, templates, sink).read();
    sink.each(
        files.stream().filter(f -> f.fileName().startsWith("helmfile")).toList(),
        IMAGES,
        file -> helmfile(file, sink));
  }

  private static boolean isTemplate(TreeFile file) {
    return ("/" + file.path()).contains("/templates/") || ("/" + file.path()).contains("/ci/");
  }

  /// One reading of one tree.
  private record Run(
      List<Chart> charts,
      List<TreeFile> files,
      Environments environments,
      Tree tree,
      Templates templates,
      Sink sink) {
    Run(List<Chart> charts, List<TreeFile> files, Tree tree, Templates templates, Sink sink) {
      this(charts, files, Environments.in(tree), tree, templates, sink);
    }

    void read() {
      charts.forEach(chart -> sink.each(List.of(chart.file()), IMAGES, file -> chart(chart)));
      sink.each(files, IMAGES, this::values);
    }

    private void chart(Chart chart) {
      if (!Hidden.in(chart).isEmpty()) {
        sink.add(new Deployable(chart.file().source(), chart.name(), chart.directory(), "chart"));
        sink.add(Written.in(chart));
      }
      if (chart.defaults(tree).isEmpty() && !hasEnvironments(chart)) {
        String environment = environments.ofDirectory(chart.directory()).orElse(null);
        templates.release(chart, null, environment, LiteralImages.in(chart, environment));
      }
    }

    private void values(TreeFile file) {
      Chart chart = ValuesFile.chart(file, charts).orElse(null);
      String environment = ValuesFile.environment(file, environments).orElse(null);
      boolean defaults = chart != null && chart.defaults(tree).filter(file::equals).isPresent();
      boolean base = chart != null && defaults && hasEnvironments(chart);
      if (base || (!defaults && environment == null) || file.yaml().documents().isEmpty()) {
        return;
      }
      if (!defaults && environment != null && !Environments.isWorkbench(environment)) {
        sink.add(new EnvironmentSeen(file.source(), environment, "values file"));
      }
      Yaml own = file.yaml().documents().getFirst();
      if (chart == null) {
        images("Chart/" + nameFor(file), environment, null, own).forEach(sink::add);
        return;
      }
      Yaml values = defaults ? own : merged(chart, own);
      List<Deployment> named = new ArrayList<>(LiteralImages.in(chart, environment));
      named.addAll(images(chart.id(), environment, chart.defaultTag().orElse(null), values));
      templates.release(chart, defaults ? null : file, environment, named);
    }

    /// Whether defaults are only what other values files build upon.
    private boolean hasEnvironments(Chart chart) {
      String start = chart.directory().equals(".") ? "" : chart.directory() + "/";
      TreeFile defaults = chart.defaults(tree).orElse(null);
      return files.stream()
          .filter(f -> f.path().startsWith(start) && !f.equals(defaults))
          .filter(f -> ValuesFile.chart(f, charts).filter(chart::equals).isPresent())
          .anyMatch(f -> ValuesFile.environment(f, environments).isPresent());
    }

    /// What Helm does with several values files: the later wins, key by key.
    private Yaml merged(Chart chart, Yaml own) {
      Yaml merged =
          chart
              .defaults(tree)
              .flatMap(file -> file.yaml().documents().stream().findFirst())
              .map(below -> Merge.apply(below, own, false))
              .orElse(own);
      return merged == null ? own : merged;
    }
  }

  private static List<Deployment> images(
      String workload, @Nullable String environment, @Nullable Text tag, Yaml values) {
    return new ValuesImages(workload, environment, tag).in(values);
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
