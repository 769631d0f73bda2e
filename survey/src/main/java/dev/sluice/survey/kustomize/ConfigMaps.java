package dev.sluice.survey.kustomize;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.Merge;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The config maps that a kustomization generates, with their keys and without their values.
final class ConfigMaps {
  private final Tree tree;
  private final Kustomization kustomization;
  private final Consumer<TreeFile> used;

  /// @param used told of every file that goes into a config map
  ConfigMaps(Tree tree, Kustomization kustomization, Consumer<TreeFile> used) {
    this.tree = tree;
    this.kustomization = kustomization;
    this.used = used;
  }

  /// Adds to objects, or merges into those of the same name.
  void into(List<KubeObject> objects) {
    for (Yaml generator : kustomization.node().items("configMapGenerator")) {
      String name = generator.string("name");
      if (name != null) {
        Yaml content = content(generator);
        int before = "create".equals(behavior(generator)) ? -1 : indexOf(objects, name);
        if (before < 0) {
          objects.add(new KubeObject(content, "v1", "ConfigMap", name, name, null));
        } else {
          KubeObject object = objects.get(before);
          Yaml merged = Merge.apply(object.node(), content, false);
          objects.set(before, merged == null ? object : object.with(merged));
        }
      }
    }
  }

  private static String behavior(Yaml generator) {
    String behavior = generator.string("behavior");
    return behavior == null ? "create" : behavior;
  }

  private static int indexOf(List<KubeObject> objects, String name) {
    for (int i = 0; i < objects.size(); i++) {
      KubeObject object = objects.get(i);
      if (object.kind().equals("ConfigMap") && object.firstName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Yaml content(Yaml generator) {
    List<Yaml.Entry> data = new ArrayList<>();
    generator.texts("literals").forEach(t -> key(t.source(), t.value(), data));
    generator.texts("files").forEach(t -> file(t, data));
    generator.texts("envs").forEach(t -> env(t, data));
    generator.texts("env").forEach(t -> env(t, data));
    Source at = generator.source();
    Yaml.Scalar key = new Yaml.Scalar(at, "data", true, at.line(), 0);
    return new Yaml.Mapping(at, List.of(new Yaml.Entry(key, new Yaml.Mapping(at, data))));
  }

  private void file(Text entry, List<Yaml.Entry> data) {
    String path = entry.value().substring(entry.value().indexOf('=') + 1);
    boolean named = entry.value().contains("=");
    beside(path).forEach(used);
    key(entry.source(), named ? entry.value() : path.substring(path.lastIndexOf('/') + 1), data);
  }

  private void env(Text entry, List<Yaml.Entry> data) {
    for (TreeFile file : beside(entry.value())) {
      used.accept(file);
      List<String> lines = file.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          key(new Source(file.path(), i + 1, 1), line, data);
        }
      }
    }
  }

  private List<TreeFile> beside(String relative) {
    return Tree.resolve(kustomization.directory(), relative).flatMap(tree::file).stream().toList();
  }

  private static void key(Source source, String written, List<Yaml.Entry> data) {
    int equals = written.indexOf('=');
    String name = (equals < 0 ? written : written.substring(0, equals)).strip();
    if (data.stream().noneMatch(e -> e.name().equals(name))) {
      Yaml.Scalar key = new Yaml.Scalar(source, name, true, source.line(), 0);
      data.add(new Yaml.Entry(key, new Yaml.Scalar(source, "", false, source.line(), 0)));
    }
  }
}
