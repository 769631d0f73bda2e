package dev.sluice.survey.argocd;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.helm.ValuesImages;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.kubernetes.Embedded;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import dev.sluice.survey.place.Environments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads Applications and ApplicationSets, with the images that they choose themselves.
@AutoService(ObjectReader.class)
public final class ApplicationReader implements ObjectReader {
  @Override
  public Set<String> words() {
    return Set.of("Application");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    if (!object.group().equals("argoproj.io")) {
      return Stream.empty();
    }
    Yaml spec =
        switch (object.kind()) {
          case "Application" -> object.node().get("spec");
          case "ApplicationSet" -> object.node().at("spec", "template", "spec");
          default -> null;
        };
    if (spec == null) {
      return Stream.empty();
    }
    String environment = environment(placed, spec);
    List<Yaml> sources = sources(spec);
    Stream<Fact> images = sources.stream().flatMap(s -> images(s, object, environment));
    return Stream.concat(Stream.of(application(object, spec, sources, environment)), images);
  }

  private static List<Yaml> sources(Yaml spec) {
    List<Yaml> several = spec.items("sources");
    Yaml one = spec.get("source");
    return several.isEmpty() && one != null ? List.of(one) : several;
  }

  private static @Nullable String environment(Placed placed, Yaml spec) {
    String known = placed.environment();
    return known != null
        ? known
        : Stream.of(
                Optional.ofNullable(spec.string("destination", "namespace")),
                Optional.of(placed.object().name()))
            .flatMap(Optional::stream)
            .filter(name -> !name.isEmpty() && !name.contains("{"))
            .flatMap(name -> Environments.ofNamespace(name).stream())
            .findFirst()
            .orElse(null);
  }

  private static GitOpsApplication application(
      KubeObject object, Yaml spec, List<Yaml> sources, @Nullable String environment) {
    Yaml automated = spec.at("syncPolicy", "automated");
    Optional<Yaml> source =
        sources.stream().filter(s -> s.get("path") != null || s.get("chart") != null).findFirst();
    boolean off = automated != null && "false".equals(automated.string("enabled"));
    return new GitOpsApplication(
        object.source(),
        "argocd",
        object.name(),
        environment,
        source
            .map(s -> s.string("path") != null ? s.string("path") : s.string("chart"))
            .orElse(null),
        source.map(s -> s.string("targetRevision")).orElse(null),
        automated != null && !off,
        automated != null && "true".equals(automated.string("selfHeal")),
        automated != null && "true".equals(automated.string("prune")),
        false);
  }

  private static Stream<Deployment> images(
      Yaml source, KubeObject object, @Nullable String environment) {
    ValuesImages values = new ValuesImages(object.id(), environment, null);
    Yaml text = source.at("helm", "values");
    Stream<Yaml> inline =
        Stream.concat(
            text instanceof Yaml.Scalar scalar ? Embedded.in(scalar).stream() : Stream.empty(),
            Stream.ofNullable(source.at("helm", "valuesObject")));
    return Stream.of(
            inline.flatMap(v -> values.in(v).stream()),
            source.items("helm", "parameters").stream()
                .flatMap(p -> parameter(p, object, environment).stream()),
            source.texts("kustomize", "images").map(t -> image(t, object, environment)))
        .flatMap(s -> s);
  }

  /// `image.tag` alone decides the content, though not the name.
  private static Optional<Deployment> parameter(
      Yaml parameter, KubeObject object, @Nullable String environment) {
    String name = parameter.string("name");
    return name == null || !(name.endsWith("image.tag") || name.endsWith("image.digest"))
        ? Optional.empty()
        : parameter
            .text("value")
            .map(value ->
                new Deployment(
                    value.source(),
                    "helm",
                    object.id(),
                    name,
                    new Image("", value.value(), null),
                    environment,
                    "the chart names the image"));
  }

  /// `name=other:tag`, or `name:tag`.
  private static Deployment image(Text text, KubeObject object, @Nullable String environment) {
    String reference = text.value().substring(text.value().indexOf('=') + 1);
    Image image = Image.parse(reference);
    return new Deployment(
        text.source(),
        "kustomize",
        object.id(),
        image.shortName(),
        image,
        environment,
        Placeholders.why(reference));
  }
}
