package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclValue;
import dev.sluice.survey.settings.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Branch protections, rulesets and protected environments of GitHub, kept as Terraform. Only those
/// of this very repository count: a repository that manages others says nothing about itself.
final class GitHubAsCode {
  private static final String VIA = "terraform";
  private final Directory directory;
  private final Resolver resolver;
  private final String own;
  private final Sink sink;

  private GitHubAsCode(Directory directory, Configuration configuration, String own, Sink sink) {
    this.directory = directory;
    this.resolver = new Resolver(directory, configuration);
    this.own = own;
    this.sink = sink;
  }

  static void read(Configuration configuration, Sink sink) {
    List<Directory> managing =
        configuration.directories().stream()
            .filter(d -> d.blocks("resource").anyMatch(r -> r.label(0).startsWith("github_")))
            .toList();
    if (managing.isEmpty()) {
      return;
    }
    String own = RepositoryName.of(configuration.tree().root());
    managing.forEach(directory -> new GitHubAsCode(directory, configuration, own, sink).read());
  }

  private void read() {
    directory
        .resources("github_branch_protection")
        .filter(r -> isOwn(r.body().value("repository_id")))
        .forEach(this::protection);
    directory
        .resources("github_branch_protection_v3")
        .filter(r -> isOwn(r.body().value("repository")))
        .forEach(this::protectionV3);
    directory
        .resources("github_repository_ruleset")
        .filter(r -> isOwn(r.body().value("repository")))
        .forEach(this::ruleset);
    directory
        .resources("github_organization_ruleset")
        .filter(this::coversOwn)
        .forEach(this::ruleset);
    directory
        .resources("github_repository_environment")
        .filter(r -> isOwn(r.body().value("repository")))
        .forEach(this::environment);
  }

  /// Whether a repository argument means this repository: by name, or through the resource that
  /// manages it.
  private boolean isOwn(@Nullable HclValue repository) {
    if (repository == null) {
      return false;
    }
    if (repository instanceof HclValue.Reference reference) {
      List<String> path = List.of(reference.path().replaceFirst("^data\\.", "").split("\\."));
      if (path.size() == 3 && path.getFirst().equals("github_repository")) {
        return Stream.concat(directory.resources("github_repository"), directory.blocks("data"))
            .filter(r -> r.label(0).equals("github_repository") && r.label(1).equals(path.get(1)))
            .flatMap(r ->
                Stream.of("name", "full_name").flatMap(n -> Stream.ofNullable(r.body().value(n))))
            .anyMatch(this::isOwn);
      }
    }
    Resolver.Resolved name = resolver.resolve(repository);
    return name.unresolved() == null && name.text().replaceFirst(".*/", "").equalsIgnoreCase(own);
  }

  private boolean coversOwn(HclBlock ruleset) {
    return ruleset
        .body()
        .block("conditions")
        .flatMap(conditions -> conditions.body().block("repository_name"))
        .map(names -> texts(names.body().value("include")))
        .filter(names -> names.contains("~ALL") || names.contains(own))
        .isPresent();
  }

  private void protection(HclBlock resource) {
    HclBody body = resource.body();
    Optional<HclBody> reviews = body.block("required_pull_request_reviews").map(HclBlock::body);
    boolean bypassable =
        !body.isTrue("enforce_admins")
            || reviews.map(r -> r.value("pull_request_bypassers")).isPresent();
    add(resource, text(body.value("pattern")), checks(body), reviews, bypassable);
  }

  private void protectionV3(HclBlock resource) {
    HclBody body = resource.body();
    Optional<HclBody> reviews = body.block("required_pull_request_reviews").map(HclBlock::body);
    add(
        resource,
        text(body.value("branch")),
        checks(body),
        reviews,
        !body.isTrue("enforce_admins"));
  }

  private void add(
      HclBlock resource,
      String branch,
      List<String> checks,
      Optional<HclBody> reviews,
      boolean bypassable) {
    sink.add(
        new BranchProtection(
            resource.source(),
            branch,
            checks,
            reviews.map(r -> number(r.value("required_approving_review_count"), 1)).orElse(0),
            reviews.filter(r -> r.isTrue("require_code_owner_reviews")).isPresent(),
            reviews.filter(r -> r.isTrue("dismiss_stale_reviews")).isPresent(),
            bypassable,
            VIA));
  }

  private static List<String> checks(HclBody body) {
    return body.block("required_status_checks")
        .map(c ->
            Stream.concat(
                    texts(c.body().value("contexts")).stream(),
                    texts(c.body().value("checks")).stream())
                .toList())
        .orElse(List.of());
  }

  private void ruleset(HclBlock resource) {
    HclBody body = resource.body();
    if (!"active".equals(body.literal("enforcement")) || !"branch".equals(body.literal("target"))) {
      return;
    }
    Optional<HclBody> rules = body.block("rules").map(HclBlock::body);
    Optional<HclBody> reviews = rules.flatMap(r -> r.block("pull_request")).map(HclBlock::body);
    List<String> checks =
        rules.stream()
            .flatMap(r -> r.blocks("required_status_checks"))
            .flatMap(c -> c.body().blocks("required_check"))
            .map(c -> text(c.body().value("context")))
            .toList();
    body.block("conditions").stream()
        .flatMap(c -> c.body().blocks("ref_name"))
        .flatMap(names -> texts(names.body().value("include")).stream())
        .forEach(branch ->
            sink.add(
                new BranchProtection(
                    resource.source(),
                    branch.replaceFirst("^refs/heads/", ""),
                    checks,
                    reviews
                        .map(r -> number(r.value("required_approving_review_count"), 0))
                        .orElse(0),
                    reviews.filter(r -> r.isTrue("require_code_owner_review")).isPresent(),
                    reviews.filter(r -> r.isTrue("dismiss_stale_reviews_on_push")).isPresent(),
                    body.block("bypass_actors").isPresent(),
                    VIA)));
  }

  private void environment(HclBlock resource) {
    HclBody body = resource.body();
    List<String> from =
        body.blocks("reviewers")
            .flatMap(
                r -> Stream.of("teams", "users").flatMap(k -> Stream.ofNullable(r.body().value(k))))
            .flatMap(list -> list.parts().stream())
            .map(GitHubAsCode::text)
            .toList();
    if (!from.isEmpty()) {
      boolean self = !body.isTrue("prevent_self_review");
      sink.add(
          new Approval(resource.source(), text(body.value("environment")), from, 1, self, VIA));
    }
  }

  private static List<String> texts(@Nullable HclValue list) {
    return list == null ? List.of() : list.parts().stream().map(GitHubAsCode::text).toList();
  }

  private static String text(@Nullable HclValue value) {
    return switch (value) {
      case HclValue.Literal literal -> literal.text();
      case HclValue.Reference reference -> reference.path();
      case HclValue.Template template -> template.text();
      case null, default -> "?";
    };
  }

  private static int number(@Nullable HclValue value, int otherwise) {
    boolean digits = value instanceof HclValue.Literal l && l.text().matches("\\d{1,3}");
    return digits ? Integer.parseInt(text(value)) : otherwise;
  }
}
