package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.intake.Way.Stop;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Stage 2: environments, and the way into each; with what lets a release in (stage 4).
final class EnvironmentPart {
  private static final String TOPOLOGY = "artifact-flow.topology";
  private static final String PATH = "artifact-flow.promotion-path";
  private static final String APPROVALS = "cd.approvals";
  private static final String BOUNDARY = "cd.automation-boundary";
  private static final Set<String> BY_HAND =
      Set.of("workflow_dispatch", "release", "repository_dispatch");

  private final Known known;
  private final Way way;

  EnvironmentPart(Known known, Way way) {
    this.known = known;
    this.way = way;
  }

  Items items() {
    boolean assumesCluster = Hosting.isOpen(known.facts());
    String order = way.stops().stream().map(Stop::name).collect(Collectors.joining(", "));
    known.note(
        TOPOLOGY,
        "the environments are "
            + order
            + "; real users depend on "
            + way.production().name()
            + (assumesCluster ? "; they run in Kubernetes" : ""),
        "which of them is production, and which comes before which, is told by their names only"
            + (assumesCluster
                ? ", and no file shows where the image that is built here runs"
                : ""));
    known.note(
        PATH,
        "a release enters each environment from the one before, when the checks that are named here"
            + " have passed there",
        "staged promotion: what was tested is what is promoted");
    known.note(
        BOUNDARY,
        "a release enters the environments below production by itself, and waits for a person"
            + " before production",
        "a person before production is the default until the checks are trusted");
    known.note(
        APPROVALS,
        "one of "
            + known.owner()
            + " agrees to each release into production, never its author, and the approval is good"
            + " for a day",
        "two pairs of eyes are the least that most regimes ask for");
    List<Node> items = new ArrayList<>();
    way.stops().forEach(stop -> items.add(environment(stop)));
    return new Items(items);
  }

  private Leaf grounded(Object value, Stop stop, String... criteria) {
    Source seen = stop.seen();
    return seen == null
        ? known.follow(Question.ENVIRONMENTS, value, criteria)
        : Node.found(value, seen);
  }

  private Node environment(Stop stop) {
    Fields fields = new Fields().put("name", grounded(stop.name(), stop, TOPOLOGY));
    if (!stop.aliases().isEmpty()) {
      fields.put("aliases", Node.assumed(stop.aliases(), TOPOLOGY));
    }
    if (stop.production()) {
      fields.put("production", grounded(true, stop, TOPOLOGY));
    }
    List<String> below = way.below(stop).stream().map(Stop::name).toList();
    if (!below.isEmpty()) {
      fields.put("promotesFrom", known.follow(Question.ENVIRONMENTS, below, PATH, TOPOLOGY));
      entry(below).ifPresent(checks -> fields.put("checks", checks));
      if (entry(below).isEmpty()) {
        fields.put("soak", Node.assumed("PT30M", PATH));
      }
    }
    if (!below.isEmpty() || stop.production() || approval(stop).isPresent()) {
      hop(stop, fields);
    }
    return fields;
  }

  private void hop(Stop stop, Fields fields) {
    Optional<Approval> approval = approval(stop);
    Leaf promotion = promotion(stop, approval);
    fields.put("promotion", promotion);
    if (promotion.yaml().equals("manual")) {
      approval.ifPresentOrElse(
          a -> fields.put("approvals", protectedBy(a)),
          () -> {
            if (stop.production()) {
              fields.put("approvals", approvals());
            }
          });
    }
  }

  private Optional<Approval> approval(Stop stop) {
    return known.facts(Approval.class).stream()
        .filter(a -> stop.isCalled(a.environment()) && !a.from().isEmpty())
        .findFirst();
  }

  private Leaf promotion(Stop stop, Optional<Approval> approval) {
    if (approval.isPresent()) {
      return Node.found("manual", approval.get().source());
    }
    Optional<Leaf> seen = entered(stop);
    if (seen.isPresent()) {
      return seen.get();
    }
    if (!stop.production()) {
      return Node.assumed("automatic", BOUNDARY);
    }
    boolean automatic = known.answer(Question.RELEASE).filter("automatic"::equals).isPresent();
    return known.follow(Question.RELEASE, automatic ? "automatic" : "manual", BOUNDARY);
  }

  /// How the repository itself enters an environment.
  private Optional<Leaf> entered(Stop stop) {
    Optional<Leaf> application =
        known.facts(GitOpsApplication.class).stream()
            .filter(a -> a.automated() && a.environment() != null && stop.isCalled(a.environment()))
            .map(a -> Node.found("automatic", a.source()))
            .findFirst();
    if (application.isPresent()) {
      return application;
    }
    return known.graph().nodes().stream()
        .filter(node -> node.environment() != null && stop.isCalled(node.environment()))
        .findFirst()
        .map(node -> {
          Text environment = node.job().environment();
          Source at = environment == null ? node.job().source() : environment.source();
          boolean byHand =
              node.root().triggers().stream().map(Trigger::event).allMatch(BY_HAND::contains);
          return Node.found(byHand ? "manual" : "automatic", at);
        });
  }

  private static Fields protectedBy(Approval approval) {
    boolean self = Boolean.TRUE.equals(approval.selfApproval());
    return new Fields()
        .put(
            "from",
            Node.found(
                approval.from().stream().map(EnvironmentPart::plain).distinct().toList(),
                approval.source()))
        .put("quorum", Node.found(Math.max(1, approval.quorum()), approval.source()))
        .put(
            "selfApproval",
            approval.selfApproval() == null
                ? Node.assumed(false, APPROVALS)
                : Node.found(self, approval.source()))
        .put("expires", Node.assumed("PT24H", APPROVALS));
  }

  /// `data.github_team.leads.id` is what code calls `leads`.
  private static String plain(String from) {
    String[] parts = from.split("\\.", -1);
    boolean reference =
        parts.length > 2 && (parts[parts.length - 1].equals("id") || parts[0].equals("data"));
    return reference ? parts[parts.length - 2] : from;
  }

  private Fields approvals() {
    Leaf lead = known.lead(APPROVALS);
    return new Fields()
        .put("from", new Leaf("[" + lead.yaml() + "]", lead.ground()))
        .put("quorum", known.follow(Question.RELEASE, 1, APPROVALS))
        .put("selfApproval", known.follow(Question.RELEASE, false, APPROVALS))
        .put("expires", known.follow(Question.RELEASE, "PT24H", APPROVALS));
  }

  /// The jobs that have to pass before a release leaves an environment: tests that run there or
  /// after it, else the tests of the pipeline.
  private Optional<Leaf> entry(List<String> below) {
    List<CiPart.Seen> tests = CiPart.seen(known, Activity.Kind.TEST);
    return tests.isEmpty() || below.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Node.found(
                tests.stream().map(CiPart.Seen::job).distinct().limit(3).toList(),
                tests.getFirst().source()));
  }
}
