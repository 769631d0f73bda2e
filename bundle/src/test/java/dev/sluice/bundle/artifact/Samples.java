package dev.sluice.bundle.artifact;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.catalog.CatalogMaker;
import dev.sluice.bundle.artifact.codeowners.CodeOwnersMaker;
import dev.sluice.bundle.artifact.githubactions.DriftMaker;
import dev.sluice.bundle.artifact.githubactions.FailureMaker;
import dev.sluice.bundle.artifact.githubactions.InfrastructureMaker;
import dev.sluice.bundle.artifact.githubactions.PipelineMaker;
import dev.sluice.bundle.artifact.githubactions.RollbackMaker;
import dev.sluice.bundle.artifact.gitlab.GitLabMaker;
import dev.sluice.bundle.artifact.policygate.PolicyMaker;
import dev.sluice.bundle.artifact.settings.SettingsMaker;
import dev.sluice.bundle.artifact.updatebot.UpdateBotMaker;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.source.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Repositories as they are met, and the files that are made for each.
final class Samples {
  private static final List<Maker> MAKERS =
      List.of(
          new PipelineMaker(),
          new DriftMaker(),
          new InfrastructureMaker(),
          new GitLabMaker(),
          new PolicyMaker(),
          new CodeOwnersMaker(),
          new UpdateBotMaker(),
          new CatalogMaker(),
          new SettingsMaker(),
          new RollbackMaker(),
          new FailureMaker());

  private Samples() {}

  static Sample named(String name) {
    return requireNonNull(all().get(name), name);
  }

  static Map<String, Sample> all() {
    Map<String, Sample> all = new TreeMap<>();
    all.put(
        "go-service",
        Sample.service("github.com/acme/shop")
            .manifest("gomod", "go.mod", "go.sum")
            .version("go", "go.mod", "1.25")
            .terraform("infra"));
    all.put(
        "gitops",
        Sample.service("github.com/acme/shop")
            .manifest("cargo", "Cargo.toml", "Cargo.lock")
            .gitOps());
    all.put(
        "monorepo-beside-ci",
        Sample.at("github.com/acme/shop")
            .manifest("npm", "web/package.json", "web/pnpm-lock.yaml")
            .task("npm", "web", "build")
            .task("npm", "web", "test")
            .manifest("pip", "api/pyproject.toml", "api/uv.lock")
            .task("pytest", "api", "pytest")
            .workflow("ci.yml", "actions/checkout@v4", Activity.Kind.BUILD, Activity.Kind.TEST));
    all.put(
        "many-languages",
        Sample.at("github.com/acme/shop")
            .manifest("npm", "web/package.json", "web/pnpm-lock.yaml")
            .task("npm", "web", "build")
            .task("npm", "web", "test")
            .manifest("npm", "legacy/package.json", "legacy/yarn.lock")
            .task("npm", "legacy", "test")
            .manifest("npm", "tool/package.json", "tool/package-lock.json")
            .task("npm", "tool", "test")
            .manifest("pip", "api/pyproject.toml", "api/uv.lock")
            .task("pytest", "api", "pytest")
            .manifest("pip", "jobs/pyproject.toml", "jobs/poetry.lock")
            .task("pytest", "jobs", "pytest")
            .manifest("pip", "bot/requirements.txt", "bot/requirements.txt")
            .task("django", "bot", "manage.py")
            .manifest("maven", "orders/pom.xml", null)
            .task("maven", "orders", "mvnw")
            .manifest("maven", "orders/core/pom.xml", null)
            .manifest("gradle", "billing/build.gradle", null)
            .manifest("gomod", "a/go.mod", "a/go.sum")
            .manifest("gomod", "b/go.mod", "b/go.sum")
            .manifest("nuget", "src/Shop/Shop.csproj", null)
            .task("dotnet", ".", "Shop.sln")
            .task("dotnet-test", "test/Shop.Tests", "Shop.Tests.csproj"));
    all.put(
        "github-by-terraform",
        Sample.service("github.com/acme/shop")
            .manifest("gomod", "go.mod", "go.sum")
            .version("go", "go.mod", "1.25")
            .with(new IacRoot(Source.of("github/main.tf"), "terraform", "github"))
            .with(
                new IacProvider(
                    Source.of("github/main.tf"), "github", "integrations/github", "~> 6.0", true)));
    all.put(
        "maven-alone",
        Sample.at("github.com/acme/shop")
            .manifest("maven", "pom.xml", null)
            .task("maven", ".", "mvnw")
            .version("java", "pom.xml", "17")
            .image("Dockerfile", "shop", "."));
    all.put(
        "infrastructure",
        Sample.at("github.com/acme/platform").terraform("infra/dns").terraform("infra/network"));
    all.put(
        "gitlab-service",
        Sample.service("gitlab.com/acme/shop")
            .manifest("gomod", "go.mod", "go.sum")
            .version("go", "go.mod", "1.25")
            .terraform("infra"));
    return all;
  }

  /// The files for a sample, by path.
  static List<Artifact> files(Sample sample) {
    var material = sample.material();
    return MAKERS.stream()
        .flatMap(maker -> maker.make(material).stream())
        .sorted(Comparator.comparing(Artifact::path))
        .toList();
  }
}
