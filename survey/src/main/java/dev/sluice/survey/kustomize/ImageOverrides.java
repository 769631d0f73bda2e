package dev.sluice.survey.kustomize;

import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The `images` of a kustomization: each replaces name, tag or digest wherever an image of its name
/// stands.
final class ImageOverrides {
  private static final Set<String> LISTS =
      Set.of("containers", "initContainers", "ephemeralContainers");

  private final List<Yaml> overrides;

  ImageOverrides(List<Yaml> overrides) {
    this.overrides = overrides;
  }

  KubeObject apply(KubeObject object) {
    return overrides.isEmpty() ? object : object.with(within(object.node()));
  }

  private Yaml within(Yaml node) {
    return switch (node) {
      case Yaml.Scalar scalar -> scalar;
      case Yaml.Sequence sequence ->
          new Yaml.Sequence(
              sequence.source(), sequence.items().stream().map(this::within).toList());
      case Yaml.Mapping mapping ->
          new Yaml.Mapping(
              mapping.source(),
              mapping.entries().stream()
                  .map(e -> new Yaml.Entry(e.key(), value(e.name(), e.value())))
                  .toList());
    };
  }

  private Yaml value(String key, Yaml value) {
    return LISTS.contains(key) && value instanceof Yaml.Sequence containers
        ? new Yaml.Sequence(
            containers.source(), containers.items().stream().map(this::container).toList())
        : within(value);
  }

  private Yaml container(Yaml container) {
    return container instanceof Yaml.Mapping mapping
        ? new Yaml.Mapping(
            mapping.source(),
            mapping.entries().stream()
                .map(e ->
                    e.name().equals("image") && e.value() instanceof Yaml.Scalar image
                        ? new Yaml.Entry(e.key(), image(image))
                        : e)
                .toList())
        : container;
  }

  private Yaml image(Yaml.Scalar written) {
    Yaml.Scalar result = written;
    for (Yaml override : overrides) {
      Image image = Image.parse(result.text());
      if (image.name().equals(override.string("name"))) {
        result = overridden(result, image, override);
      }
    }
    return result;
  }

  /// The place is that of what decides the content: digest before tag before name.
  private static Yaml.Scalar overridden(Yaml.Scalar before, Image image, Yaml override) {
    Optional<Text> name = override.text("newName");
    Optional<Text> tag = override.text("newTag");
    Optional<Text> digest = override.text("digest");
    boolean kept = tag.isEmpty() && digest.isEmpty();
    Image result =
        new Image(
            name.map(Text::value).orElse(image.name()),
            kept ? image.tag() : tag.map(Text::value).orElse(null),
            kept ? image.digest() : digest.map(Text::value).orElse(null));
    boolean decidedBefore = kept && (image.tag() != null || image.digest() != null);
    Source at =
        digest
            .or(() -> tag)
            .or(() -> decidedBefore ? Optional.empty() : name)
            .map(Text::source)
            .orElse(before.source());
    return new Yaml.Scalar(at, result.toString(), false, at.line(), 0);
  }
}
