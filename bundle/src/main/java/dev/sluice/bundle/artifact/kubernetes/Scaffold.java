package dev.sluice.bundle.artifact.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Foundation;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.intake.Hosting;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.YamlMap;
import dev.sluice.flow.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the manifests of a service that is built as an image and deployed nowhere: one base, and
/// an overlay for each environment. That it runs in Kubernetes is an assumption, and said so.
@AutoService(Foundation.class)
public final class Scaffold implements Foundation {
  private static final String HEALTH = "cd.health-checks";
  private static final String DIGEST = "artifact-flow.immutability";
  private static final String ASSUMED =
      "# Assumed: it runs in Kubernetes, since no file here shows another platform. Delete what"
          + " was made for it otherwise.\n";

  /// What stands for the digest until a promotion writes the one that was built.
  static final String NO_DIGEST = "sha256:" + "0".repeat(64);

  @Override
  public Laid lay(Material material) {
    List<Environment> environments = environments(material);
    if (environments.isEmpty() || !Hosting.isOpen(material.facts())) {
      return Laid.nothing();
    }
    List<Container> containers = containers(material);
    return containers.isEmpty()
        ? Laid.nothing()
        : new Plan(material, root(material), containers).laid(environments);
  }

  /// The environments that a release passes; none where none of them is production.
  private static List<Environment> environments(Material material) {
    List<Environment> all = material.delivery().environments();
    return all.stream().noneMatch(Environment::production)
        ? List.of()
        : all.stream()
            .filter(e ->
                e.production()
                    || !e.promotesFrom().isEmpty()
                    || all.stream().anyMatch(o -> o.promotesFrom().contains(e.name())))
            .toList();
  }

  /// The images that listen on a port.
  private static List<Container> containers(Material material) {
    Map<String, Container> containers = new LinkedHashMap<>();
    for (ImageBuild image : Project.of(material).images()) {
      Optional<ContainerBuild> build =
          material.facts().of(ContainerBuild.class).stream()
              .filter(b -> b.source().file().equals(image.dockerfile()) && !b.ports().isEmpty())
              .findFirst();
      if (build.isPresent() && image.image().contains("/")) {
        String name = Service.slug(image.name());
        containers.putIfAbsent(name, new Container(name, image, build.get(), material));
      }
    }
    return List.copyOf(containers.values());
  }

  /// A directory that nothing here uses.
  private static String root(Material material) {
    List<String> files = material.facts().wholes().stream().map(f -> f.source().file()).toList();
    return List.of("deploy", "kubernetes", "deploy/kubernetes").stream()
        .filter(d -> files.stream().noneMatch(f -> f.startsWith(d + "/")))
        .findFirst()
        .orElse("deploy/kustomize");
  }

  /// What is made where.
  private record Plan(Material material, String root, List<Container> containers) {
    Laid laid(List<Environment> environments) {
      List<Artifact> artifacts = new ArrayList<>(base());
      List<Fact> facts = new ArrayList<>();
      for (Environment environment : environments) {
        String directory = Service.in(root, Service.slug(environment.name()));
        String namespace = Service.slug(Service.of(material).slug() + "-" + environment.name());
        artifacts.add(namespace(directory, namespace, environment));
        Artifact overlay = overlay(directory, namespace, environment);
        artifacts.add(overlay);
        facts.addAll(facts(directory, namespace, environment, overlay));
      }
      return new Laid(artifacts, facts);
    }

    private static Artifact artifact(
        String path, String purpose, String criterion, String notes, YamlMap document) {
      return new Artifact(
          path,
          Artifact.header("#", purpose, criterion) + notes + YamlWriter.write(document),
          purpose,
          criterion);
    }

    private String file(Container container) {
      return containers.size() == 1 ? "" : container.name() + "-";
    }

    private List<Artifact> base() {
      List<Artifact> made = new ArrayList<>();
      List<String> resources = new ArrayList<>();
      String base = Service.in(root, "base");
      for (Container container : containers) {
        String prefix = file(container);
        made.add(
            artifact(
                Service.in(base, prefix + "deployment.yaml"),
                "Runs " + container.name() + ", the same in every environment.",
                HEALTH,
                ASSUMED + container.notes(),
                container.deployment()));
        made.add(
            artifact(
                Service.in(base, prefix + "service.yaml"),
                "The name and port by which " + container.name() + " is reached in the cluster.",
                HEALTH,
                "",
                container.service()));
        made.add(
            artifact(
                Service.in(base, prefix + "pdb.yaml"),
                "Keeps all but one pod of " + container.name() + " up while nodes are drained.",
                HEALTH,
                "",
                Disruption.budget(container.name(), container.selector())));
        List.of("deployment.yaml", "service.yaml", "pdb.yaml")
            .forEach(name -> resources.add(prefix + name));
      }
      made.add(
          artifact(
              Service.in(base, "kustomization.yaml"),
              "What every environment deploys.",
              DIGEST,
              ASSUMED + left(),
              kustomization().and("resources", resources)));
      return made;
    }

    /// What is built here and has no port that its recipe names.
    private String left() {
      List<String> names = containers.stream().map(Container::name).toList();
      List<String> left =
          Project.of(material).images().stream()
              .map(i -> Service.slug(i.name()))
              .filter(n -> !names.contains(n))
              .toList();
      return left.isEmpty()
          ? ""
          : "# Not here: " + String.join(", ", left) + ", whose recipe exposes no port.\n";
    }

    private static YamlMap kustomization() {
      return YamlMap.of("apiVersion", "kustomize.config.k8s.io/v1beta1")
          .and("kind", "Kustomization");
    }

    private Artifact namespace(String directory, String namespace, Environment environment) {
      return artifact(
          Service.in(directory, "namespace.yaml"),
          "Where " + environment.name() + " runs; no pod in it may be privileged.",
          "artifact-flow.topology",
          "",
          YamlMap.of("apiVersion", "v1")
              .and("kind", "Namespace")
              .and(
                  "metadata",
                  YamlMap.of("name", namespace)
                      .and(
                          "labels",
                          YamlMap.of("environment", Service.slug(environment.name()))
                              .and("pod-security.kubernetes.io/enforce", "baseline"))));
    }

    private Artifact overlay(String directory, String namespace, Environment environment) {
      List<YamlMap> images =
          containers.stream()
              .map(c -> YamlMap.of("name", c.image().image()).and("digest", NO_DIGEST))
              .toList();
      return artifact(
          Service.in(directory, "kustomization.yaml"),
          "What " + environment.name() + " deploys, by digest.",
          DIGEST,
          ASSUMED
              + "# No image has a digest of zeros: a promotion writes the one that was built, by\n"
              + "# kustomize edit set image NAME=NAME@sha256:…\n",
          kustomization()
              .and("namespace", namespace)
              .and("resources", List.of("namespace.yaml", "../base"))
              .and("images", images));
    }

    /// What a survey of the files sees.
    private List<Fact> facts(
        String directory, String namespace, Environment environment, Artifact overlay) {
      Source at = Source.of(overlay.path());
      List<Fact> facts = new ArrayList<>();
      List<Overlay.Member> members = new ArrayList<>();
      for (Container container : containers) {
        String base = Service.in(root, "base/" + file(container));
        facts.addAll(container.facts(base, at, namespace, environment.name(), NO_DIGEST));
        for (String kind : List.of("Deployment", "Service", "PodDisruptionBudget")) {
          members.add(new Overlay.Member(kind, container.name(), container.name()));
        }
      }
      facts.add(new EnvironmentSeen(at, environment.name(), "overlay"));
      facts.add(
          new Overlay(
              at, directory, environment.name(), namespace, List.of(), members, overlay.content()));
      return facts;
    }
  }
}
