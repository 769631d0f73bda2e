package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Called;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Stage 2: what is built once and promoted.
final class ArtifactPart {
  private static final String ONCE = "artifact-flow.build-once";
  private static final String IDENTITY = "artifact-flow.identity";
  private static final String IMMUTABLE = "artifact-flow.immutability";
  private static final Set<String> IMAGES = Set.of("Dockerfile", "compose service");

  private final Known known;
  private final List<Occurrence> publishing;

  ArtifactPart(Known known) {
    this.known = known;
    this.publishing = known.graph().occurrences(Activity.Kind.PUBLISH);
  }

  Items items() {
    known.note(
        ONCE,
        "each artifact is built by one job, and what that job built is what every environment gets",
        "an artifact that is built again is another one than was tested");
    known.note(
        IDENTITY,
        "each artifact carries the commit or tag that it was built from, a signature, a bill of"
            + " materials and its provenance",
        "the pipeline shows not all of them yet; they are what admission and auditors ask for");
    known.note(
        IMMUTABLE,
        "whatever is deployed is named by its digest",
        "a tag can be moved after the test");
    List<Node> items = new ArrayList<>();
    List<Services.Service> services = Services.of(known);
    if (publishing.isEmpty()
        && services.stream().noneMatch(s -> isImage(s) || deployed(s).isPresent())) {
      return new Items(List.of());
    }
    for (Services.Service service : services) {
      if (isOurs(service, services)) {
        items.add(artifact(service));
      }
    }
    return new Items(items);
  }

  private Node artifact(Services.Service service) {
    boolean image = isImage(service) || deployed(service).isPresent();
    Fields fields = new Fields().put("name", Node.found(service.name(), service.source()));
    if (image) {
      fields.put("type", Node.found("oci-image", service.source()));
      deployed(service)
          .ifPresentOrElse(
              d -> fields.put("repository", Node.found(d.image().name(), d.source())),
              () ->
                  registry(service)
                      .ifPresent(r -> fields.put("repository", Node.assumed(r, IDENTITY))));
    } else {
      published(service)
          .ifPresent(
              p -> fields.put("type", Node.found(type(p.activity()), p.activity().source())));
    }
    fields.put("immutability", Node.assumed("digest", IMMUTABLE));
    fields.put("version", version());
    fields.put("signing", made(Activity.Kind.SIGN, "cosign"));
    fields.put("sbom", made(Activity.Kind.SBOM, "cyclonedx"));
    fields.put("provenance", made(Activity.Kind.PROVENANCE, "slsa"));
    fields.put("builtBy", builtBy(service));
    return fields;
  }

  /// Whether it is built here: not an image that others publish, which some workload runs.
  private boolean isOurs(Services.Service service, List<Services.Service> services) {
    List<String> ours =
        services.stream()
            .filter(this::isImage)
            .flatMap(s -> deployed(s).stream())
            .map(d -> registry(d.image()))
            .toList();
    return isImage(service)
        || services.size() == 1
        || deployed(service).filter(d -> ours.contains(registry(d.image()))).isPresent();
  }

  private static String registry(Image image) {
    return image.name().substring(0, image.name().lastIndexOf('/') + 1);
  }

  private boolean isImage(Services.Service service) {
    return known.facts(Deployable.class).stream()
        .filter(d -> IMAGES.contains(d.via()))
        .anyMatch(d -> d.path().equals(service.path()) || d.name().equals(service.name()));
  }

  /// Where an image of the service's name is deployed from a registry that is written out.
  private Optional<Deployment> deployed(Services.Service service) {
    return known.facts(Deployment.class).stream()
        .filter(d -> d.unresolved() == null && isNamed(d.image(), service.name()))
        .filter(d -> d.image().name().contains("/"))
        .findFirst();
  }

  private static boolean isNamed(Image image, String service) {
    return image.shortName().equalsIgnoreCase(service);
  }

  /// The registry of the repository's host, where nothing here shows another.
  private Optional<String> registry(Services.Service service) {
    boolean elsewhere =
        !publishing.isEmpty()
            || known.facts(Unreadable.class).stream()
                .anyMatch(unread -> unread.hides().contains(Pipeline.class))
            || Called.doing(known.graph(), Activity.Kind.PUBLISH).findAny().isPresent();
    if (elsewhere) {
      return Optional.empty();
    }
    long images = Services.of(known).stream().filter(this::isImage).count();
    return known.facts(Repository.class).stream()
        .map(Repository::origin)
        .flatMap(Stream::ofNullable)
        .filter(origin -> origin.startsWith("github.com/"))
        .map(origin -> "ghcr.io" + origin.substring(origin.indexOf('/')))
        .map(image -> images == 1 ? image : image + "/" + service.name())
        .map(image -> image.toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private Optional<Occurrence> published(Services.Service service) {
    return publishing.stream()
        .filter(o -> mentions(o, service))
        .findFirst()
        .or(() -> publishing.stream().findFirst());
  }

  private static boolean mentions(Occurrence published, Services.Service service) {
    String target = published.activity().target();
    return target != null
        && target.toLowerCase(Locale.ROOT).contains(service.name().toLowerCase(Locale.ROOT));
  }

  /// What something is that is published rather than run: `library`, `tool`.
  static String purpose(Activity published) {
    return type(published).equals("package") ? "library" : "tool";
  }

  private static String type(Activity published) {
    String tool = published.tool().toLowerCase(Locale.ROOT);
    if (tool.contains("docker") || tool.contains("buildah") || tool.contains("ko ")) {
      return "oci-image";
    }
    if (tool.contains("helm") || tool.contains("chart")) {
      return "helm-chart";
    }
    return tool.contains("release") ? "binary" : "package";
  }

  private Leaf version() {
    return known.facts(Tag.class).stream()
        .reduce((one, other) -> other.at().isAfter(one.at()) ? other : one)
        .map(tag -> Node.found("tag", tag.source()))
        .orElseGet(() -> Node.assumed("commit", IDENTITY));
  }

  private Leaf made(Activity.Kind kind, String standard) {
    return known.graph().occurrences(kind).stream()
        .findFirst()
        .map(o -> Node.found(word(o.activity(), standard), o.activity().source()))
        .orElseGet(() -> Node.assumed(standard, IDENTITY));
  }

  private static String word(Activity activity, String standard) {
    String tool = activity.tool().toLowerCase(Locale.ROOT);
    for (String known : List.of("cosign", "notation", "gpg", "spdx", "cyclonedx", "in-toto")) {
      if (tool.contains(known)) {
        return known;
      }
    }
    return standard;
  }

  /// A build that is not for pull requests only.
  private Optional<Occurrence> build() {
    return known.graph().occurrences(Activity.Kind.BUILD).stream()
        .filter(o -> !o.node().job().id().isEmpty())
        .filter(o ->
            o.node().root().triggers().stream()
                .anyMatch(t -> t.event().equals("push") || t.event().equals("release")))
        .findFirst();
  }

  private Leaf builtBy(Services.Service service) {
    Optional<Leaf> called =
        Called.doing(known.graph(), Activity.Kind.PUBLISH)
            .findFirst()
            .map(node -> Node.found(node.job().id(), node.job().source()));
    return published(service)
        .or(this::build)
        .map(o -> Node.found(o.node().job().id(), o.activity().source()))
        .or(() -> called)
        .orElseGet(() -> Node.assumed("build", ONCE));
  }
}
