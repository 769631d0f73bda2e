package dev.sluice.bundle.artifact.settings;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The same settings for Terraform's provider of GitHub, in the root that already manages GitHub.
///
/// @param directory that root
/// @param repository name of this repository at GitHub
record GitHubTerraform(String directory, String repository) {
  private static final Set<String> PROVIDERS =
      Set.of("github", "integrations/github", "hashicorp/github");

  GitHubTerraform {
    requireNonNull(directory, "directory");
    requireNonNull(repository, "repository");
  }

  /// The one root that manages GitHub; empty where there is none, or several.
  static Optional<GitHubTerraform> of(Project project) {
    String slug = project.slug();
    List<String> roots =
        project.material().facts().of(IacRoot.class).stream().map(IacRoot::directory).toList();
    List<String> managing =
        project.material().facts().of(IacProvider.class).stream()
            .filter(p -> PROVIDERS.contains(p.name()) && roots.contains(p.directory()))
            .map(IacProvider::directory)
            .distinct()
            .toList();
    return slug == null || managing.size() != 1
        ? Optional.empty()
        : Optional.of(
            new GitHubTerraform(managing.getFirst(), slug.substring(slug.lastIndexOf('/') + 1)));
  }

  List<Artifact> make(Optional<Branch> branch, List<Entry> entries) {
    List<Artifact> made = new ArrayList<>();
    branch.ifPresent(b ->
        made.add(
            file(
                "default-branch",
                "What merging into " + b.branch() + " waits for.",
                "ci.ownership",
                ruleset(b))));
    if (!entries.isEmpty()) {
      List<String> blocks = new ArrayList<>();
      entries.stream()
          .flatMap(e -> e.reviewers().stream())
          .distinct()
          .forEach(r -> blocks.add(reviewer(r)));
      entries.forEach(e -> blocks.addAll(environment(e)));
      made.add(
          file(
              "environments",
              "Who lets a release into which environment.",
              "cd.approvals",
              String.join("\n", blocks)));
    }
    return made;
  }

  private Artifact file(String stem, String purpose, String criterion, String content) {
    return new Artifact(
        Service.in(directory, Service.slug(repository) + "-" + stem + ".tf"),
        Artifact.header("#", purpose, criterion) + "\n" + content,
        purpose,
        criterion);
  }

  private String ruleset(Branch branch) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        resource "github_repository_ruleset" "default_branch" {
          name        = "default branch"
          repository  = "%s"
          target      = "branch"
          enforcement = "active"

          conditions {
            ref_name {
              include = ["~DEFAULT_BRANCH"]
              exclude = []
            }
          }

          rules {
            deletion         = true
            non_fast_forward = true

            pull_request {
              required_approving_review_count = %d
              dismiss_stale_reviews_on_push   = %b
              require_code_owner_review       = %b
              require_last_push_approval      = %b
            }
        """
            .formatted(
                repository,
                branch.approvals(),
                branch.approvals() > 0,
                branch.owners(),
                branch.approvals() > 0));
    if (!branch.checks().isEmpty()) {
      text.append("\n    required_status_checks {\n");
      List<String> checks =
          branch.checks().stream()
              .map(c -> "      required_check {\n        context = " + quoted(c) + "\n      }\n")
              .toList();
      text.append(String.join("\n", checks)).append("    }\n");
    }
    return text.append("  }\n}\n").toString();
  }

  private static String reviewer(Entry.Reviewer reviewer) {
    String kind = reviewer.team() ? "team" : "user";
    String key = reviewer.team() ? "slug    " : "username";
    return "data \"github_"
        + kind
        + "\" \""
        + id(reviewer.name())
        + "\" {\n  "
        + key.strip()
        + " = "
        + quoted(reviewer.name())
        + "\n}\n";
  }

  private List<String> environment(Entry entry) {
    List<String> blocks = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String id = id(entry.name());
    text.append("resource \"github_repository_environment\" \"").append(id).append("\" {\n");
    text.append("  repository          = ").append(quoted(repository)).append('\n');
    text.append("  environment         = ").append(quoted(entry.name())).append('\n');
    text.append("  prevent_self_review = true\n");
    if (entry.minutes() > 0) {
      text.append("  wait_timer          = ").append(entry.minutes()).append('\n');
    }
    text.append("\n  reviewers {\n");
    String teams = ids(entry, true);
    String users = ids(entry, false);
    if (!teams.isEmpty()) {
      text.append("    teams = [").append(teams).append("]\n");
    }
    if (!users.isEmpty()) {
      text.append("    users = [").append(users).append("]\n");
    }
    text.append("  }\n\n  deployment_branch_policy {\n    protected_branches     = false\n");
    text.append("    custom_branch_policies = true\n  }\n}\n");
    blocks.add(text.toString());
    entry.refs().forEach(ref -> blocks.add(policy(id, "branch", ref)));
    entry.tags().forEach(tag -> blocks.add(policy(id, "tag", tag)));
    return blocks;
  }

  private static String ids(Entry entry, boolean team) {
    return String.join(
        ", ",
        entry.reviewers().stream()
            .filter(r -> r.team() == team)
            .map(r -> "data.github_" + (team ? "team." : "user.") + id(r.name()) + ".id")
            .toList());
  }

  private String policy(String environment, String kind, String pattern) {
    String key = kind + "_pattern";
    String pad = " ".repeat("environment".length() < key.length() ? key.length() - 11 : 0);
    String own = " ".repeat(Math.max(0, 11 - key.length()));
    return "resource \"github_repository_environment_deployment_policy\" \""
        + environment
        + "_"
        + kind
        + "\" {\n  repository "
        + pad
        + " = "
        + quoted(repository)
        + "\n  environment"
        + pad
        + " = github_repository_environment."
        + environment
        + ".environment\n  "
        + key
        + own
        + " = "
        + quoted(pattern)
        + "\n}\n";
  }

  private static String id(String name) {
    return Service.slug(name).replace('-', '_');
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${") + "\"";
  }
}
