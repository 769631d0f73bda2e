package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the jobs that bring something to those who use it.
final class Releases {
  private static final Set<Kind> DEPLOYING = Set.of(Kind.DEPLOY, Kind.APPLY, Kind.MIGRATE);
  private static final Set<Kind> CHECKING =
      Set.of(
          Kind.TEST,
          Kind.LINT,
          Kind.SCAN,
          Kind.POLICY,
          Kind.VALIDATE_CONFIG,
          Kind.PLAN,
          Kind.DRIFT,
          Kind.VERIFY,
          // what it brings back was released before
          Kind.ROLLBACK,
          Kind.HEALTH);
  private static final Pattern CLUSTER =
      Pattern.compile(
          "\\b(kind create cluster|k3d cluster create|minikube"
              + " start|k3d-action|kind-action|setup-kind|setup-k3s"
              + "|setup-minikube|actions/setup-k3d|sigstore/scaffolding/actions/setup|k3s-action|get\\.k3s\\.io)");

  /// What brings a site of documents to its readers.
  private static final Pattern SITE =
      Pattern.compile("gh-pages|deploy-pages|mkdocs|\\bmike\\b|docusaurus");

  private static final String PAGES = "github-pages";

  private Releases() {}

  static List<Release> of(List<Node> nodes, Predicate<String> production) {
    List<Release> all =
        nodes.stream()
            .flatMap(Releases::of)
            .filter(release -> notOnlyForChanges(release.node()))
            .toList();
    List<Release> products = all.stream().filter(r -> !pages(r)).toList();
    List<Release> shown =
        products.stream()
            .filter(r -> r.step() != null || r.environment() == null || toUsers(r, production))
            .toList();
    List<Release> some = shown.isEmpty() ? products : shown;
    List<Release> deploys = some.stream().filter(Release::deploys).toList();
    if (deploys.isEmpty()) {
      return some.isEmpty() ? all : some;
    }
    List<Release> toUsers =
        deploys.stream().filter(r -> r.environment() == null || toUsers(r, production)).toList();
    return toUsers.isEmpty() ? deploys : toUsers;
  }

  private static boolean toUsers(Release release, Predicate<String> production) {
    return release.environment() != null && production.test(release.environment());
  }

  private static boolean pages(Release release) {
    return PAGES.equals(release.environment());
  }

  /// A job that runs only before a merge makes a preview, not a release.
  private static boolean notOnlyForChanges(Node node) {
    return Event.of(node.root()).stream()
        .filter(event -> Simulation.of(event).runs(node) != Truth.FALSE)
        .anyMatch(event -> !event.change());
  }

  private static Stream<Release> of(Node node) {
    String environment = node.environment();
    Text named = node.job().environment();
    Optional<Occurrence> deploying = first(node, DEPLOYING::contains);
    Optional<Occurrence> publishing = first(node, Kind.PUBLISH::equals);
    boolean acts = deploying.isPresent() || publishing.isPresent();
    if (named == null && (!acts || throwAwayCluster(node))) {
      return Stream.of();
    }
    if (deploying.isPresent()) {
      return deploying.map(o -> release(o, true, environment)).stream();
    }
    if (publishing.isPresent()) {
      return publishing.map(o -> release(o, named != null, environment)).stream();
    }
    return named == null || onlyChecks(node)
        ? Stream.of()
        : Stream.of(new Release(node, null, true, environment, named.source()));
  }

  private static Release release(Occurrence o, boolean deploys, @Nullable String environment) {
    boolean pages = SITE.matcher(o.activity().tool()).find();
    return new Release(
        o.node(), o.step(), deploys, pages ? PAGES : environment, o.activity().source());
  }

  private static Optional<Occurrence> first(Node node, Predicate<Kind> kind) {
    return node.steps().stream()
        .flatMap(s -> s.step().activities().stream().map(a -> new Occurrence(node, s, a)))
        .filter(o -> kind.test(o.activity().kind()))
        .findFirst();
  }

  /// Whether a job makes a cluster of its own that is gone when it ends: what it deploys there
  /// reaches nobody.
  static boolean throwAwayCluster(Node node) {
    return node.steps().stream()
        .map(PlacedStep::step)
        .flatMap(step -> Stream.of(step.uses(), step.run()).flatMap(Stream::ofNullable))
        .anyMatch(text -> CLUSTER.matcher(text.value()).find());
  }

  private static boolean onlyChecks(Node node) {
    List<Activity> activities =
        node.steps().stream().flatMap(s -> s.step().activities().stream()).toList();
    return activities.stream().anyMatch(a -> CHECKING.contains(a.kind()));
  }
}
