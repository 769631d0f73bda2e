package dev.sluice.survey.kubernetes;

import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Images that manifests name and a tool builds and replaces on the way to the cluster.
///
/// @param tools by image name, where the tool says so
public record ReplacedImages(Map<String, String> tools) {
  public ReplacedImages {
    tools = Map.copyOf(tools);
  }

  /// What the Skaffold files of a tree build.
  public static ReplacedImages in(Tree tree, Sink sink) {
    Map<String, String> tools = new ConcurrentHashMap<>();
    List<TreeFile> files =
        tree.files().stream()
            .filter(f -> f.looksLikeYaml() && f.fileName().startsWith("skaffold"))
            .toList();
    sink.each(
        files,
        Set.of(),
        file ->
            artifacts(file)
                .forEach(image -> tools.put(image.value(), "Skaffold (" + file.path() + ")")));
    return new ReplacedImages(tools);
  }

  private static Stream<Text> artifacts(TreeFile file) {
    return file.yaml().documents().stream()
        .filter(ReplacedImages::isSkaffold)
        .flatMap(document ->
            Stream.concat(
                document.items("build", "artifacts").stream(),
                document.items("profiles").stream()
                    .flatMap(profile -> profile.items("build", "artifacts").stream())))
        .flatMap(artifact -> artifact.text("image").stream());
  }

  private static boolean isSkaffold(Yaml document) {
    String version = document.string("apiVersion");
    return version != null && version.startsWith("skaffold/");
  }

  /// Why an image in a manifest isn't what will run, or null when it is.
  public @Nullable String why(String reference) {
    Image image = Image.parse(reference);
    String tool = tools.get(image.name());
    if (tool != null && image.digest() == null) {
      return tool + " builds and replaces it";
    }
    boolean scaffold = reference.equals("controller:latest") || reference.equals("controller");
    return scaffold
        ? "`" + reference + "` is a placeholder that a tool replaces"
        : Placeholders.why(reference);
  }
}
