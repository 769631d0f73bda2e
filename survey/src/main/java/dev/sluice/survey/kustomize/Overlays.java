package dev.sluice.survey.kustomize;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.Manifests;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the kustomizations of one tree. What cannot be followed is noted once. Not for use by
/// several threads.
final class Overlays {
  private static final Set<Class<? extends Fact>> ELSEWHERE = Set.of(Deployment.class);
  private static final int MAX_OBJECTS = 20_000;
  private static final int MAX_DEPTH = 50;

  private final Tree tree;
  private final Map<String, Kustomization> kustomizations;
  private final Manifests manifests;
  private final Sink sink;
  private final Map<String, List<KubeObject>> built = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<TreeFile> used = new HashSet<>();
  private final Set<String> bases = new HashSet<>();

  Overlays(Tree tree, Map<String, Kustomization> kustomizations, Manifests manifests, Sink sink) {
    this.tree = tree;
    this.kustomizations = kustomizations;
    this.manifests = manifests;
    this.sink = sink;
  }

  /// Files that some kustomization takes in.
  Set<TreeFile> used() {
    return used;
  }

  /// Directories that some kustomization builds on.
  Set<String> bases() {
    return bases;
  }

  /// The objects that a directory's kustomization gives. Notes the file when it cannot be read to
  /// the end.
  List<KubeObject> objects(Kustomization kustomization) {
    open.clear();
    sink.each(List.of(kustomization.file()), Manifests.HIDES, file -> build(kustomization));
    return built.getOrDefault(kustomization.directory(), List.of());
  }

  private List<KubeObject> build(Kustomization kustomization) {
    String directory = kustomization.directory();
    List<KubeObject> known = built.get(directory);
    if (known != null) {
      return known;
    }
    open.add(directory);
    List<KubeObject> objects = new ArrayList<>();
    for (Text entry : kustomization.resources()) {
      objects.addAll(resource(kustomization, entry));
      if (objects.size() > MAX_OBJECTS) {
        sink.unreadable(
            entry.source(),
            "more than " + MAX_OBJECTS + " objects in one overlay",
            Manifests.HIDES);
        objects.clear();
        break;
      }
    }
    List<KubeObject> changed = change(kustomization, objects);
    open.remove(directory);
    built.put(directory, changed);
    return changed;
  }

  private List<KubeObject> resource(Kustomization from, Text entry) {
    if (Kustomization.isRemote(entry.value())) {
      sink.unreadable(entry.source(), "a base in another repository: " + entry.value(), ELSEWHERE);
      return List.of();
    }
    Optional<TreeFile> file = inside(from, entry.value()).flatMap(tree::file);
    if (file.isPresent()) {
      used.add(file.get());
      return manifests.objects(file.get());
    }
    return below(from, entry).map(this::build).orElse(List.of());
  }

  /// The kustomization in a directory that another one names; empty and noted when it cannot be
  /// followed.
  private Optional<Kustomization> below(Kustomization from, Text entry) {
    Optional<String> directory = inside(from, entry.value());
    Optional<Kustomization> base = directory.flatMap(this::in);
    String why = null;
    if (directory.isEmpty()) {
      why = "`" + entry.value() + "` leads out of what was surveyed";
    } else if (base.isEmpty()) {
      why = "`" + entry.value() + "` isn't there";
    } else if (open.contains(directory.get())) {
      why = "`" + entry.value() + "` leads round in a circle";
    } else if (open.size() >= MAX_DEPTH) {
      why = "more than " + MAX_DEPTH + " overlays upon each other";
    }
    if (why != null) {
      sink.unreadable(entry.source(), why, Manifests.HIDES);
      return Optional.empty();
    }
    bases.add(directory.orElseThrow());
    return base;
  }

  /// Below examples and tests too, when something that is delivered builds upon them.
  private Optional<Kustomization> in(String directory) {
    Kustomization known = kustomizations.get(directory);
    return known == null ? Kustomization.in(tree, directory) : Optional.of(known);
  }

  private static Optional<String> inside(Kustomization from, String relative) {
    return Tree.resolve(from.directory(), relative);
  }

  /// What a kustomization does to the objects below it, in the order in which Kustomize does it.
  private List<KubeObject> change(Kustomization kustomization, List<KubeObject> below) {
    List<KubeObject> objects = new ArrayList<>(below);
    for (Text entry : kustomization.components()) {
      if (Kustomization.isRemote(entry.value())) {
        sink.unreadable(
            entry.source(), "a component in another repository: " + entry.value(), ELSEWHERE);
        continue;
      }
      Optional<Kustomization> component = below(kustomization, entry);
      if (component.isPresent()) {
        open.add(component.get().directory());
        component.get().resources().forEach(r -> objects.addAll(resource(component.get(), r)));
        List<KubeObject> changed = change(component.get(), objects);
        open.remove(component.get().directory());
        objects.clear();
        objects.addAll(changed);
      }
    }
    new ConfigMaps(tree, kustomization, used::add).into(objects);
    new Patches(tree, kustomization, sink, used::add).apply(objects);
    objects.replaceAll(new Names(kustomization.node())::apply);
    objects.replaceAll(new ImageOverrides(kustomization.node().items("images"))::apply);
    charts(kustomization);
    return List.copyOf(objects);
  }

  /// Charts are rendered by Helm from a place outside the repository.
  private void charts(Kustomization kustomization) {
    for (Yaml chart : kustomization.node().items("helmCharts")) {
      sink.unreadable(
          chart.source(),
          "a chart that is rendered from elsewhere: " + chart.string("name"),
          Set.of(Deployment.class, ConfigKey.class));
    }
  }
}
