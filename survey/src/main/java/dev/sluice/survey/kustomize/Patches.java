package dev.sluice.survey.kustomize;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.kubernetes.Embedded;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.Manifests;
import dev.sluice.survey.kubernetes.Merge;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The patches of a kustomization, in all three spellings.
final class Patches {
  private final Tree tree;
  private final Kustomization kustomization;
  private final Sink sink;
  private final Consumer<TreeFile> used;

  /// @param used told of every file that holds a patch
  Patches(Tree tree, Kustomization kustomization, Sink sink, Consumer<TreeFile> used) {
    this.tree = tree;
    this.kustomization = kustomization;
    this.sink = sink;
    this.used = used;
  }

  void apply(List<KubeObject> objects) {
    Yaml node = kustomization.node();
    for (Yaml item : node.items("patchesStrategicMerge")) {
      if (item instanceof Yaml.Scalar scalar) {
        boolean inline = scalar.text().contains("\n") || scalar.text().contains(": ");
        patches(objects, inline ? Embedded.in(scalar) : inFile(scalar), null);
      }
    }
    node.items("patches").forEach(patch -> one(objects, patch));
    node.items("patchesJson6902").forEach(patch -> one(objects, patch));
  }

  private void one(List<KubeObject> objects, Yaml patch) {
    if (patch instanceof Yaml.Scalar path) {
      patches(objects, inFile(path), null);
      return;
    }
    List<Yaml> documents = new ArrayList<>();
    if (patch.get("patch") instanceof Yaml.Scalar inline) {
      documents.addAll(Embedded.in(inline));
    }
    if (patch.get("path") instanceof Yaml.Scalar path) {
      documents.addAll(inFile(path));
    }
    patches(objects, documents, patch.get("target"));
  }

  private List<Yaml> inFile(Yaml.Scalar path) {
    Optional<TreeFile> file =
        Tree.resolve(kustomization.directory(), path.text()).flatMap(tree::file);
    if (file.isEmpty()) {
      unreadable(path.source(), "the patch `" + path.text() + "` isn't there");
      return List.of();
    }
    used.accept(file.get());
    return file.get().yaml().documents();
  }

  private void patches(List<KubeObject> objects, List<Yaml> documents, @Nullable Yaml selector) {
    Target target = new Target(selector);
    if (selector != null && !target.understood()) {
      if (target.mayBeWorkload()) {
        unreadable(selector.source(), "a patch for objects that a pattern chooses");
      }
      return;
    }
    documents.forEach(patch -> patch(objects, patch, target));
  }

  private static void patch(List<KubeObject> objects, Yaml patch, Target target) {
    for (int i = objects.size() - 1; i >= 0; i--) {
      KubeObject object = objects.get(i);
      if (patch instanceof Yaml.Sequence) {
        if (target.matches(object)) {
          objects.set(i, object.with(JsonPatch.apply(object.node(), patch)));
        }
      } else if (target.none() ? isFor(patch, object) : target.matches(object)) {
        Yaml merged = Merge.apply(object.node(), patch, object.builtIn());
        if (merged == null) {
          objects.remove(i);
        } else {
          objects.set(i, object.with(keepingName(merged, object)));
        }
      }
    }
  }

  /// A patch for a target never renames it.
  private static Yaml keepingName(Yaml merged, KubeObject object) {
    Yaml name = object.node().at("metadata", "name");
    return name == null ? merged : JsonPatch.replaced(merged, "/metadata/name", name);
  }

  private static boolean isFor(Yaml patch, KubeObject object) {
    String name = patch.string("metadata", "name");
    return object.kind().equals(patch.string("kind"))
        && (object.firstName().equals(name) || object.name().equals(name));
  }

  private void unreadable(Source source, String why) {
    sink.unreadable(source, why, Manifests.HIDES);
  }
}
