package dev.sluice.survey.kubernetes;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An object of the Kubernetes API, from one file or put together from several. Every node knows
/// its own place.
///
/// @param firstName the name before any overlay changed it
public record KubeObject(
    Yaml node,
    String apiVersion,
    String kind,
    String name,
    String firstName,
    @Nullable String namespace) {

  /// The objects in a document: none when it isn't one, several when it is a list.
  public static Stream<KubeObject> in(Yaml document) {
    String apiVersion = document.string("apiVersion");
    String kind = document.string("kind");
    if (apiVersion == null || kind == null) {
      return Stream.empty();
    }
    if (kind.endsWith("List") && document.get("items") instanceof Yaml.Sequence items) {
      return items.items().stream().flatMap(KubeObject::in);
    }
    String name = document.string("metadata", "name");
    String given = name != null ? name : document.string("metadata", "generateName");
    String known = given == null ? "" : given;
    return Stream.of(
        new KubeObject(
            document, apiVersion, kind, known, known, document.string("metadata", "namespace")));
  }

  /// The same object with other content.
  public KubeObject with(Yaml content) {
    return new KubeObject(content, apiVersion, kind, name, firstName, namespace);
  }

  /// The same object under another name.
  public KubeObject named(String other) {
    return new KubeObject(node, apiVersion, kind, other, firstName, namespace);
  }

  /// The same object in another namespace.
  public KubeObject within(String other) {
    return new KubeObject(node, apiVersion, kind, name, firstName, other);
  }

  /// The API group; empty for the core group.
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// Whether Kubernetes itself defines the kind, rather than an extension.
  public boolean builtIn() {
    return !group().contains(".") || group().endsWith(".k8s.io");
  }

  /// `Deployment/storefront`
  public String id() {
    return kind + "/" + name;
  }

  /// Where the object is named.
  public Source source() {
    return node.text("metadata", "name").map(Text::source).orElse(node.source());
  }

  /// The pod that the object runs, or null when it runs none.
  public @Nullable Yaml podSpec() {
    for (List<String> path : POD_SPECS) {
      Yaml spec = node.at(path.toArray(String[]::new));
      if (spec != null && spec.get("containers") instanceof Yaml.Sequence) {
        boolean pod = path.size() == 1;
        return pod == kind.equals("Pod") ? spec : null;
      }
    }
    return null;
  }

  private static final List<List<String>> POD_SPECS =
      List.of(
          List.of("spec", "template", "spec"),
          List.of("spec", "jobTemplate", "spec", "template", "spec"),
          List.of("spec"));
}
