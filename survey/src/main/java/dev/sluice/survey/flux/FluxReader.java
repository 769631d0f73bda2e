package dev.sluice.survey.flux;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.helm.ValuesImages;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads Kustomizations and HelmReleases of Flux, with the images that they choose themselves.
@AutoService(ObjectReader.class)
public final class FluxReader implements ObjectReader {
  private static final String TOOL = "flux";

  @Override
  public Set<String> words() {
    return Set.of("fluxcd.io");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return switch (object.group() + "/" + object.kind()) {
      case "kustomize.toolkit.fluxcd.io/Kustomization" -> kustomization(placed);
      case "helm.toolkit.fluxcd.io/HelmRelease" -> release(placed);
      default -> Stream.empty();
    };
  }

  private static Stream<Fact> kustomization(Placed placed) {
    KubeObject object = placed.object();
    Yaml node = object.node();
    boolean on = !"true".equals(node.string("spec", "suspend"));
    GitOpsApplication application =
        new GitOpsApplication(
            object.source(),
            TOOL,
            object.name(),
            placed.environment(),
            node.string("spec", "path"),
            node.string("spec", "sourceRef", "name"),
            on,
            on,
            "true".equals(node.string("spec", "prune")),
            !on);
    return Stream.concat(
        Stream.of(application),
        node.items("spec", "images").stream().flatMap(i -> image(i, placed).stream()));
  }

  private static Stream<Fact> release(Placed placed) {
    KubeObject object = placed.object();
    Yaml node = object.node();
    String version = node.string("spec", "chart", "spec", "version");
    String chart = node.string("spec", "chart", "spec", "chart");
    boolean on = !"true".equals(node.string("spec", "suspend"));
    String drift = node.string("spec", "driftDetection", "mode");
    GitOpsApplication application =
        new GitOpsApplication(
            object.source(),
            TOOL,
            object.name(),
            placed.environment(),
            chart,
            version,
            on,
            on && "enabled".equals(drift),
            true,
            !on || drift == null || drift.equals("disabled"));
    Yaml values = node.at("spec", "values");
    Stream<Deployment> images =
        values == null
            ? Stream.empty()
            : new ValuesImages(object.id(), placed.environment(), null).in(values).stream();
    Stream<ConfigKey> keys =
        node.entries("spec", "values").stream()
            .map(Yaml.Entry::key)
            .map(key -> new ConfigKey(key.source(), object.id(), key.text(), placed.environment()));
    return Stream.of(Stream.of(application), images, keys).flatMap(facts -> facts);
  }

  private static Optional<Deployment> image(Yaml override, Placed placed) {
    Optional<Text> tag = override.text("newTag");
    Optional<Text> digest = override.text("digest");
    Optional<Text> name = override.text("newName").or(() -> override.text("name"));
    if (name.isEmpty() || (tag.isEmpty() && digest.isEmpty())) {
      return Optional.empty();
    }
    Image image =
        new Image(
            name.get().value(),
            tag.map(Text::value).orElse(null),
            digest.map(Text::value).orElse(null));
    Source at = digest.or(() -> tag).orElseThrow().source();
    return Optional.of(
        new Deployment(
            at,
            "kustomize",
            placed.object().id(),
            image.shortName(),
            image,
            placed.environment(),
            Placeholders.why(image.toString())));
  }
}
