package dev.sluice.survey.helm;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.image.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The images that chart values name, in the shapes that charts commonly give them.
///
/// @param workload what the values are for, as `Chart/storefront`
/// @param environment null when the values serve all or none can be told
/// @param defaultTag what the templates take where no tag is written, or null when none is known
public record ValuesImages(
    String workload, @Nullable String environment, @Nullable Text defaultTag) {

  /// The images in values, each at its digest, or else its tag, or else its name.
  public List<Deployment> in(Yaml values) {
    List<Deployment> found = new ArrayList<>();
    within(values, "", found);
    return found;
  }

  private void within(Yaml node, String path, List<Deployment> found) {
    if (isOff(node)) {
      return;
    }
    for (Yaml.Entry entry : node.entries()) {
      String key = entry.name();
      String below = path.isEmpty() ? key : path + "." + key;
      boolean named = key.toLowerCase(Locale.ROOT).endsWith("image");
      Yaml value = entry.value();
      if (isTest(key)) {
        continue;
      }
      if (value instanceof Yaml.Scalar scalar && named && !scalar.isNull()) {
        written(node, scalar, below).ifPresent(found::add);
      } else if (value instanceof Yaml.Mapping && isImage(value, named)) {
        found.add(mapped(value, below));
      } else {
        within(value, below, found);
        value.items().forEach(item -> within(item, below, found));
      }
    }
  }

  private static boolean isOff(Yaml node) {
    return "false".equals(node.string("enabled"));
  }

  private static boolean isTest(String key) {
    return key.equals("test") || key.equals("tests") || key.equals("testFramework");
  }

  /// `{repository: …, tag: …}` anywhere, and less of it under a key that says image.
  private static boolean isImage(Yaml value, boolean named) {
    boolean repository = value.string("repository") != null;
    boolean version = value.get("tag") != null || value.get("digest") != null;
    return repository ? version || named : named && (version || value.string("name") != null);
  }

  private Deployment mapped(Yaml value, String path) {
    Optional<Text> repository = filled(value, "repository").or(() -> filled(value, "name"));
    Optional<Text> registry = filled(value, "registry");
    Optional<Text> digest = filled(value, "digest").or(() -> filled(value, "sha"));
    Optional<Text> tag = filled(value, "tag").or(() -> digest.isPresent() ? digest : fallback());
    String name =
        registry.map(r -> r.value() + "/").orElse("") + repository.map(Text::value).orElse("");
    Image written = Image.parse(name);
    Image image =
        new Image(
            written.name(),
            tag.filter(t -> !t.equals(digest.orElse(null))).map(Text::value).orElse(written.tag()),
            digest.map(d -> withAlgorithm(d.value())).orElse(written.digest()));
    Source at = digest.or(() -> tag).or(() -> repository).map(Text::source).orElse(value.source());
    return deployment(at, path, splitDigest(image), repository.isEmpty());
  }

  /// `tag: 1.0@sha256:…` is how charts without a field for digests are pinned.
  private static Image splitDigest(Image image) {
    String tag = image.tag();
    int at = tag == null ? -1 : tag.indexOf('@');
    return tag == null || at < 0
        ? image
        : new Image(image.name(), at == 0 ? null : tag.substring(0, at), tag.substring(at + 1));
  }

  private static String withAlgorithm(String digest) {
    return digest.contains(":") ? digest : "sha256:" + digest;
  }

  /// `image: a/b:c`, or `image: a/b` with `tag` or `imageTag` beside it.
  private Optional<Deployment> written(Yaml parent, Yaml.Scalar scalar, String path) {
    Image image = Image.parse(scalar.text());
    boolean versioned = image.tag() != null || image.digest() != null;
    boolean reference = versioned || scalar.text().contains("/");
    Optional<Text> tag =
        versioned
            ? Optional.empty()
            : filled(parent, "tag")
                .or(() -> filled(parent, "imageTag"))
                .or(() -> filled(parent, path.substring(path.lastIndexOf('.') + 1) + "Tag"));
    if ((!reference && tag.isEmpty()) || scalar.text().contains(" ")) {
      return Optional.empty();
    }
    Image result =
        tag.map(t -> splitDigest(new Image(image.name(), t.value(), null))).orElse(image);
    return Optional.of(
        deployment(tag.map(Text::source).orElse(scalar.source()), path, result, false));
  }

  private Deployment deployment(Source at, String path, Image image, boolean nameless) {
    boolean bare = image.tag() == null && image.digest() == null;
    String why =
        nameless
            ? "the chart, which isn't here, names the image"
            : bare ? "the chart's templates choose the tag" : Placeholders.why(image.toString());
    return new Deployment(at, "helm", workload, path, image, environment, why);
  }

  private Optional<Text> fallback() {
    return Optional.ofNullable(defaultTag);
  }

  private static Optional<Text> filled(Yaml value, String key) {
    return value.text(key).filter(text -> !text.value().isBlank());
  }
}
