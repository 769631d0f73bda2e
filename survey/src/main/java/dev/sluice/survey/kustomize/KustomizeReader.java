package dev.sluice.survey.kustomize;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.Manifests;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import dev.sluice.survey.kubernetes.ReplacedImages;
import dev.sluice.survey.place.Aside;
import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Reads Kubernetes manifests as they are deployed: through the overlays that nothing builds upon,
/// and as they stand where no overlay takes them in.
@AutoService(Reader.class)
public final class KustomizeReader implements Reader {
  private static final Set<String> PATCHES = Set.of("patches", "patch");

  @Override
  public void read(Tree tree, Sink sink) {
    new Run(tree, sink).read();
  }

  /// One reading of one tree.
  private static final class Run {
    private final Sink sink;
    private final Manifests manifests;
    private final ReplacedImages replaced;
    private final Map<String, Kustomization> kustomizations;
    private final Overlays overlays;
    private final Environments environments;
    private final List<ObjectReader> readers = ObjectReader.all();
    private final Set<String> directories = new HashSet<>();
    private final Set<Fact> facts = new LinkedHashSet<>();

    Run(Tree tree, Sink sink) {
      this.sink = sink;
      this.manifests = Manifests.read(tree, sink, readers);
      this.replaced = ReplacedImages.in(tree, sink);
      this.kustomizations = kustomizations(tree, sink);
      this.overlays = new Overlays(tree, kustomizations, manifests, sink);
      this.environments = Environments.in(tree);
    }

    private static Map<String, Kustomization> kustomizations(Tree tree, Sink sink) {
      Map<String, Kustomization> found = new ConcurrentSkipListMap<>();
      List<TreeFile> files =
          tree.files().stream()
              .filter(f -> Kustomization.isName(f.fileName()) && Aside.why(f.directory()).isEmpty())
              .toList();
      sink.each(
          files,
          Manifests.HIDES,
          file -> {
            if (!file.yaml().complete()) {
              Problem problem = file.yaml().problems().getLast();
              sink.unreadable(problem.source(), problem.toString(), Manifests.HIDES);
            }
            Kustomization.in(tree, file.directory()).ifPresent(k -> found.put(k.directory(), k));
          });
      return found;
    }

    void read() {
      List<Kustomization> roots =
          kustomizations.values().stream().filter(k -> !k.component()).toList();
      roots.forEach(overlays::objects);
      roots.stream().filter(k -> !overlays.bases().contains(k.directory())).forEach(this::overlay);
      manifests.files().stream()
          .filter(file -> !overlays.used().contains(file) && !isLeftLying(file))
          .filter(file -> Aside.why(file.directory()).isEmpty())
          .forEach(this::plain);
      facts.forEach(sink::add);
    }

    private void overlay(Kustomization leaf) {
      Optional<Text> namespace = leaf.node().text("namespace");
      Optional<String> byPlace = environments.ofDirectory(leaf.directory());
      Optional<String> byNamespace = namespace.flatMap(n -> Environments.ofNamespace(n.value()));
      byPlace.ifPresent(
          name -> facts.add(new EnvironmentSeen(leaf.file().source(), name, "overlay")));
      if (byPlace.isEmpty() && byNamespace.isPresent()) {
        facts.add(
            new EnvironmentSeen(namespace.orElseThrow().source(), byNamespace.get(), "namespace"));
      }
      String environment = byPlace.or(() -> byNamespace).orElse(null);
      List<KubeObject> objects = overlays.objects(leaf);
      facts.add(leaf.overlay(environment, objects));
      objects.forEach(object -> place(object, "kustomize", environment));
    }

    private void plain(TreeFile file) {
      Optional<String> environment = environments.ofDirectory(file.directory());
      environment
          .filter(name -> directories.add(file.directory()))
          .ifPresent(name -> facts.add(new EnvironmentSeen(file.source(), name, "overlay")));
      manifests
          .objects(file)
          .forEach(object -> place(object, "kubernetes", environment.orElse(null)));
    }

    private void place(KubeObject object, String tool, @Nullable String environment) {
      String named = environment == null ? byNamespace(object) : environment;
      Placed placed = new Placed(object, tool, named, replaced);
      readers.forEach(reader -> reader.facts(placed).forEach(facts::add));
    }

    private static @Nullable String byNamespace(KubeObject object) {
      String namespace = object.namespace();
      return namespace == null ? null : Environments.ofNamespace(namespace).orElse(null);
    }

    /// A file beside a kustomization that doesn't list it isn't deployed.
    private boolean isLeftLying(TreeFile file) {
      String directory = file.directory();
      String last = directory.substring(directory.lastIndexOf('/') + 1);
      boolean patch = PATCHES.contains(last) && directory.contains("/");
      return kustomizations.containsKey(directory)
          || (patch
              && kustomizations.containsKey(directory.substring(0, directory.lastIndexOf('/'))));
    }
  }
}
