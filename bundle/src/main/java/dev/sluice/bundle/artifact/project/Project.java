package dev.sluice.bundle.artifact.project;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.ToolVersion;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What makers of pipelines want to know of a repository.
///
/// @param slug its path at its host, `acme/storefront`; null when the origin is not known
/// @param branch the branch that releases come from
/// @param units the parts that are built and tested by themselves
/// @param images the images that are built here
/// @param graph what its pipelines do
public record Project(
    Material material,
    Forge forge,
    @Nullable String slug,
    String branch,
    List<Unit> units,
    List<ImageBuild> images,
    PipelineGraph graph) {
  private static final String TERRAFORM = "1.13.4";

  public Project {
    units = List.copyOf(units);
    images = List.copyOf(images);
  }

  public static Project of(Material material) {
    Facts facts = material.facts();
    Forge forge = Forge.of(facts);
    String slug = slug(facts);
    return new Project(
        material,
        forge,
        slug,
        branch(facts),
        new Units(facts).all(),
        new Images(material, forge, slug).all(),
        PipelineGraph.of(facts.of(Pipeline.class), name -> production(material, name)));
  }

  private static boolean production(Material material, String environment) {
    List<Environment> environments = material.delivery().environments();
    return environments.isEmpty()
        ? EnvironmentNames.isProduction(environment)
        : environments.stream().anyMatch(e -> e.production() && e.isCalled(environment));
  }

  private static @Nullable String slug(Facts facts) {
    return repository(facts)
        .map(Repository::origin)
        .filter(origin -> origin.indexOf('/') > 0)
        .map(origin -> origin.substring(origin.indexOf('/') + 1))
        .orElse(null);
  }

  /// The organisation or user that the repository belongs to; null when it is not known.
  public @Nullable String owner() {
    String at = slug;
    return at == null || at.indexOf('/') < 0 ? null : at.substring(0, at.indexOf('/'));
  }

  private static String branch(Facts facts) {
    Optional<String> pushed =
        facts.of(Pipeline.class).stream()
            .flatMap(p -> p.triggers().stream())
            .filter(t -> t.event().equals("push"))
            .flatMap(t -> t.branches().stream())
            .filter(b -> b.equals("main") || b.equals("master") || b.equals("trunk"))
            .findFirst();
    return repository(facts)
        .map(Repository::defaultBranch)
        .or(() -> pushed)
        .or(() -> repository(facts).map(Repository::branch))
        .orElse("main");
  }

  private static Optional<Repository> repository(Facts facts) {
    return facts.of(Repository.class).stream().findFirst();
  }

  /// The workflows that start by themselves.
  public List<Pipeline> workflows() {
    return material.facts().of(Pipeline.class).stream()
        .filter(p -> p.role() == Pipeline.Role.WORKFLOW)
        .toList();
  }

  /// A pipeline that could not be looked at: it may do anything.
  public Optional<Unreadable> unseen() {
    return unseen(material.facts());
  }

  /// The same of some facts.
  public static Optional<Unreadable> unseen(Facts facts) {
    return facts.of(Unreadable.class).stream()
        .filter(u -> u.hides().contains(Pipeline.class))
        .findFirst();
  }

  /// What its pipelines do of some kind.
  public Stream<Occurrence> doing(Activity.Kind... kinds) {
    return graph.occurrences(kinds).stream();
  }

  /// Whether some pipeline does something of a kind.
  public boolean does(Activity.Kind kind) {
    return doing(kind).findAny().isPresent();
  }

  /// Whether a file of a path is among what was seen.
  public boolean has(String path) {
    return material.facts().wholes().stream().anyMatch(f -> f.source().file().equals(path));
  }

  /// The version of Terraform that a file asks for, or a recent one.
  public String terraformVersion() {
    return material.facts().of(ToolVersion.class).stream()
        .filter(v -> v.tool().equals("terraform"))
        .map(ToolVersion::version)
        .findFirst()
        .orElse(TERRAFORM);
  }
}
