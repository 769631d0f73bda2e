package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.BuildTask;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.ToolVersion;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A repository as facts, put together for a test.
final class Sample {
  private static final String DELIVERY =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: shop}
      context:
        services: [{name: shop, path: ., owner: team-shop, tier: 1}]
      environments:
        - {name: staging, promotion: automatic}
        - name: production
          production: true
          promotesFrom: staging
          soak: PT30M
          approvals: {from: [team-leads], quorum: 1, selfApproval: false, expires: PT24H}
      artifacts: [{name: shop, type: oci-image}]
      ci: {owner: team-platform}
      iac:
        drift: {every: P1D, owner: team-platform}
      """;

  private final List<Fact> facts = new ArrayList<>();
  private Delivery delivery = Delivery.none("shop");

  /// @param origin host and path of the origin
  static Sample at(String origin) {
    Sample sample = new Sample();
    sample.facts.add(
        new Repository(
            Source.of("."),
            "shop",
            "a".repeat(40),
            "main",
            "main",
            false,
            9,
            9,
            3,
            null,
            Instant.parse("2026-05-01T00:00:00Z"),
            origin));
    return sample;
  }

  /// A service that builds one image and runs in staging and production.
  static Sample service(String origin) {
    return at(origin)
        .declared()
        .image("Dockerfile", "shop", ".")
        .overlay("staging")
        .overlay("production");
  }

  Sample declared() {
    Loaded loaded =
        DeliveryLoader.standard().load("delivery.yaml", DELIVERY.getBytes(StandardCharsets.UTF_8));
    if (!(loaded instanceof Loaded.Sound sound)) {
      throw new IllegalStateException(loaded.problems().toString());
    }
    delivery = sound.delivery();
    return this;
  }

  Sample with(Fact fact) {
    facts.add(fact);
    return this;
  }

  Sample manifest(String ecosystem, String path, @Nullable String lock) {
    String directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : ".";
    return with(new PackageManifest(Source.of(path), ecosystem, directory, lock, true));
  }

  Sample task(String tool, String directory, String name) {
    return with(new BuildTask(Source.of(name), tool, directory, name));
  }

  Sample version(String tool, String file, String version) {
    return with(new ToolVersion(Source.of(file), tool, ".", version));
  }

  Sample image(String recipe, String name, String path) {
    return with(new ContainerBuild(Source.of(recipe), new Text(Source.of(recipe), "app"), false))
        .with(new BaseImage(new Source(recipe, 1, 6), recipe, Image.parse("debian:12"), null, null))
        .with(new Deployable(Source.of(recipe), name, path, "Dockerfile"));
  }

  Sample overlay(String environment) {
    Source at = new Source("deploy/" + environment + "/kustomization.yaml", 9, 5);
    return with(new Deployment(
            at,
            "kustomize",
            "Deployment/shop",
            "shop",
            Image.parse("ghcr.io/acme/shop@sha256:" + "1".repeat(64)),
            environment,
            null))
        .with(
            new Workload(
                at,
                "kustomize",
                "Deployment",
                "shop",
                "shop-" + environment,
                environment,
                2,
                null,
                Map.of(),
                Map.of(),
                List.of(),
                List.of()));
  }

  Sample gitOps() {
    return with(
        new GitOpsApplication(
            Source.of("apps/shop.yaml"),
            "argo-cd",
            "shop",
            "production",
            "deploy/production",
            "main",
            true,
            true,
            true,
            false));
  }

  Sample terraform(String directory) {
    Source at = Source.of(directory + "/main.tf");
    return with(new IacRoot(at, "terraform", directory))
        .with(new IacBackend(at, directory, "s3", true, true))
        .with(new IacProvider(at, directory, "hashicorp/aws", "~> 6.0", true));
  }

  /// A workflow that runs for every change and does some things.
  Sample workflow(String file, String action, Activity.Kind... kinds) {
    String path = ".github/workflows/" + file;
    Source at = new Source(path, 10, 9);
    List<Activity> done = new ArrayList<>();
    for (Activity.Kind kind : kinds) {
      done.add(new Activity(at, kind, "make", null, null, null));
    }
    Step step =
        new Step(
            at,
            path,
            "ci",
            0,
            null,
            null,
            new Text(at, action),
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            null,
            done,
            List.of());
    Job job =
        new Job(
            new Source(path, 8, 3),
            path,
            "ci",
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            Map.of(),
            null,
            Map.of(),
            null,
            null,
            null,
            List.of(step));
    Trigger trigger =
        new Trigger(
            new Source(path, 3, 3),
            "pull_request",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null);
    return with(
        new Pipeline(
            Source.of(path),
            "github-actions",
            "ci",
            Pipeline.Role.WORKFLOW,
            List.of(trigger),
            null,
            Map.of(),
            null,
            List.of(job)));
  }

  Sample elsewhere() {
    return with(
        new Unreadable(
            Source.of("Jenkinsfile"),
            "a pipeline of Jenkins, where only GitHub Actions are read",
            List.of(Pipeline.class),
            null));
  }

  Material material() {
    Facts all = Facts.of(facts);
    Instant at = Instant.parse("2026-06-01T00:00:00Z");
    return new Material(
        delivery, all, new Engine(Criteria.all()).assess(".", delivery, all, null, at), at, null);
  }
}
