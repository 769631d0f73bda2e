package dev.sluice.survey.githubactions;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells whether somebody without write access can choose the text of a context.
///
/// Follows `env`, `matrix`, outputs of jobs and of actions that are known to hand foreign text on.
/// A context that none of the file's events fills is empty, and harmless.
///
/// Source: GitHub's "Security hardening: understanding the risk of script injections", and its
/// webhook payloads.
final class Untrusted {
  private static final int MAX_HOPS = 6;

  private static final Set<String> PULL =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment");

  /// Path (`*` for one segment) to the events that fill it; no event means any.
  private static final Map<String, Set<String>> PATHS =
      Map.ofEntries(
          Map.entry("github.head_ref", Set.of("pull_request", "pull_request_target")),
          Map.entry("github.event.issue.title", Set.of("issues", "issue_comment")),
          Map.entry("github.event.issue.body", Set.of("issues", "issue_comment")),
          Map.entry("github.event.pull_request.title", PULL),
          Map.entry("github.event.pull_request.body", PULL),
          Map.entry("github.event.pull_request.head.ref", PULL),
          Map.entry("github.event.pull_request.head.label", PULL),
          Map.entry("github.event.pull_request.head.repo.default_branch", PULL),
          Map.entry("github.event.pull_request.head.repo.description", PULL),
          Map.entry("github.event.pull_request.head.repo.homepage", PULL),
          Map.entry("github.event.changes.title.from", Set.of()),
          Map.entry("github.event.changes.body.from", Set.of()),
          Map.entry("github.event.comment.body", Set.of()),
          Map.entry("github.event.review.body", Set.of("pull_request_review")),
          Map.entry("github.event.review_comment.body", Set.of("pull_request_review_comment")),
          Map.entry("github.event.discussion.title", Set.of("discussion", "discussion_comment")),
          Map.entry("github.event.discussion.body", Set.of("discussion", "discussion_comment")),
          Map.entry("github.event.pages.*.page_name", Set.of("gollum")),
          Map.entry("github.event.commits.*.message", Set.of("push")),
          Map.entry("github.event.commits.*.author.name", Set.of("push")),
          Map.entry("github.event.commits.*.author.email", Set.of("push")),
          Map.entry("github.event.commits.*.committer.name", Set.of("push")),
          Map.entry("github.event.commits.*.committer.email", Set.of("push")),
          Map.entry("github.event.head_commit.message", Set.of("push")),
          Map.entry("github.event.head_commit.author.name", Set.of("push")),
          Map.entry("github.event.head_commit.author.email", Set.of("push")),
          Map.entry("github.event.head_commit.committer.name", Set.of("push")),
          Map.entry("github.event.head_commit.committer.email", Set.of("push")),
          Map.entry("github.event.workflow_run.head_branch", Set.of("workflow_run")),
          Map.entry("github.event.workflow_run.display_title", Set.of("workflow_run")),
          Map.entry("github.event.workflow_run.head_commit.message", Set.of("workflow_run")),
          Map.entry("github.event.workflow_run.head_commit.author.name", Set.of("workflow_run")),
          Map.entry("github.event.workflow_run.head_commit.author.email", Set.of("workflow_run")),
          Map.entry(
              "github.event.workflow_run.head_repository.description", Set.of("workflow_run")),
          Map.entry("github.event.workflow_run.pull_requests.*.head.ref", Set.of("workflow_run")));

  /// Actions whose outputs are foreign text, with the outputs' names; `*` ends a prefix.
  private static final Map<String, List<String>> OUTPUTS =
      Map.ofEntries(
          Map.entry("tj-actions/changed-files", List.of("*_files", "all_*files")),
          Map.entry("step-security/changed-files", List.of("*_files", "all_*files")),
          Map.entry("dorny/paths-filter", List.of("*_files")),
          Map.entry("step-security/paths-filter", List.of("*_files")),
          Map.entry("tj-actions/branch-names", List.of("head_ref_branch", "current_branch")),
          Map.entry("jitterbit/get-changed-files", List.of("*")),
          Map.entry("trilom/file-changes-action", List.of("files*")),
          Map.entry("peter-evans/find-comment", List.of("comment-body")),
          Map.entry("xt0rted/pull-request-comment-branch", List.of("head_ref")));

  /// Actions that take the harm out of their outputs, with the first major version that does.
  ///
  /// Source: the advisories of CVE-2023-51664 and CVE-2025-54416.
  private static final Map<String, Integer> MENDED =
      Map.of(
          "tj-actions/changed-files", 41,
          "step-security/changed-files", 1,
          "tj-actions/branch-names", 9);

  private static final Pattern MAJOR = Pattern.compile("v?(\\d{1,3})(?:\\..*)?");

  private final StepContext context;
  private final List<Yaml> steps;

  /// @param steps of the same job
  Untrusted(StepContext context, List<Yaml> steps) {
    this.context = context;
    this.steps = steps;
  }

  /// Whether a foreigner can choose the value of an expression in a step.
  boolean expression(String body, @Nullable Yaml step) {
    return values(body, step, new HashSet<>());
  }

  private boolean values(String body, @Nullable Yaml step, Set<String> seen) {
    return Flow.of(body).contexts().stream().anyMatch(path -> path(path, step, seen));
  }

  private boolean path(String path, @Nullable Yaml step, Set<String> seen) {
    if (path.startsWith("github.")) {
      return event(path);
    }
    if (seen.size() >= MAX_HOPS || !seen.add(path)) {
      return false;
    }
    String[] parts = path.split("\\.", -1);
    String name = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "env" -> env(name, step, seen);
      case "matrix" ->
          context.job() != null && text(Shapes.whole(context.job(), "strategy", "matrix"), seen);
      case "steps" -> parts.length > 3 && step(name, parts[3]);
      case "needs" -> parts.length > 3 && job(name, parts[3], seen);
      default -> false;
    };
  }

  private boolean event(String path) {
    return PATHS.entrySet().stream()
        .anyMatch(entry -> filled(entry.getValue()) && matches(entry.getKey(), path));
  }

  private boolean filled(Set<String> events) {
    return events.isEmpty()
        || context.events().isEmpty()
        || events.stream().anyMatch(context.events()::contains);
  }

  private static boolean matches(String pattern, String path) {
    if (path.endsWith(".**")) {
      String object = path.substring(0, path.length() - 2);
      return (pattern + ".").startsWith(object);
    }
    String[] wanted = pattern.split("\\.", -1);
    String[] given = path.split("\\.", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals("*") && !given[i].equals("*") && !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean env(String name, @Nullable Yaml step, Set<String> seen) {
    for (Yaml owner : owners(step)) {
      for (Yaml.Entry entry : owner.entries("env")) {
        if (entry.name().equalsIgnoreCase(name)) {
          return text(entry.value().text().orElse(null), seen);
        }
      }
    }
    return false;
  }

  private List<Yaml> owners(@Nullable Yaml step) {
    return Stream.of(step, context.job(), context.file()).filter(Objects::nonNull).toList();
  }

  private boolean text(@Nullable Text text, Set<String> seen) {
    return text != null
        && Expressions.of(text.value()).stream().anyMatch(e -> values(e.body(), null, seen));
  }

  private boolean step(String id, String output) {
    return handsOn(steps, id, output);
  }

  private static boolean handsOn(List<Yaml> steps, String id, String output) {
    for (Yaml step : steps) {
      String uses = step.string("uses");
      String own = step.string("id");
      if (uses != null && own != null && own.equalsIgnoreCase(id)) {
        int at = uses.indexOf('@');
        String action = (at < 0 ? uses : uses.substring(0, at)).toLowerCase(Locale.ROOT);
        String version = at < 0 ? "" : uses.substring(at + 1);
        return !isHarmless(action, version, step)
            && OUTPUTS.getOrDefault(action, List.of()).stream()
                .anyMatch(pattern -> glob(pattern, output));
      }
    }
    return false;
  }

  /// Whether an action quotes what it hands on, or hands nothing on. What a commit stands for is
  /// not known; it counts as a version of today.
  private static boolean isHarmless(String action, String version, Yaml step) {
    if (action.endsWith("/paths-filter")) {
      String form = String.valueOf(step.string("with", "list-files"));
      return !form.equals("csv") && !form.equals("json");
    }
    Integer mended = MENDED.get(action);
    if (mended == null || "false".equals(step.string("with", "safe_output"))) {
      return false;
    }
    Matcher major = MAJOR.matcher(version);
    return !major.matches() || Integer.parseInt(major.group(1)) >= mended;
  }

  private static boolean glob(String pattern, String name) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(name)
        : name.length() >= pattern.length() - 1
            && name.startsWith(pattern.substring(0, star))
            && name.endsWith(pattern.substring(star + 1));
  }

  private boolean job(String id, String output, Set<String> seen) {
    for (Yaml.Entry entry : context.file().entries("jobs")) {
      if (entry.name().equalsIgnoreCase(id)) {
        Yaml needed = entry.value();
        for (Yaml.Entry out : needed.entries("outputs")) {
          if (out.name().equalsIgnoreCase(output)) {
            return new Untrusted(context.inJob(needed), needed.items("steps"))
                .text(out.value().text().orElse(null), seen);
          }
        }
      }
    }
    return false;
  }
}
