package dev.sluice.bundle.artifact.settings;

import dev.sluice.bundle.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Settings in the form in which GitHub exports and imports them.
final class Exported {
  /// GitHub Actions: no other app can report a check in its name.
  private static final int ACTIONS = 15368;

  private Exported() {}

  /// A ruleset.
  static String ruleset(Branch branch) {
    return json(out -> {
      // the format has no place for a comment
      out.writeStringProperty("name", "merging into the default branch (ci.ownership)");
      out.writeStringProperty("target", "branch");
      out.writeStringProperty("enforcement", "active");
      out.writeObjectPropertyStart("conditions");
      out.writeObjectPropertyStart("ref_name");
      texts(out, "include", List.of("~DEFAULT_BRANCH"));
      texts(out, "exclude", List.of());
      out.writeEndObject();
      out.writeEndObject();
      out.writeArrayPropertyStart("rules");
      bare(out, "deletion");
      bare(out, "non_fast_forward");
      reviews(out, branch);
      if (!branch.checks().isEmpty()) {
        checks(out, branch.checks());
      }
      out.writeEndArray();
      texts(out, "bypass_actors", List.of());
    });
  }

  private static void bare(JsonGenerator out, String type) {
    out.writeStartObject();
    out.writeStringProperty("type", type);
    out.writeEndObject();
  }

  private static void reviews(JsonGenerator out, Branch branch) {
    out.writeStartObject();
    out.writeStringProperty("type", "pull_request");
    out.writeObjectPropertyStart("parameters");
    out.writeNumberProperty("required_approving_review_count", branch.approvals());
    out.writeBooleanProperty("dismiss_stale_reviews_on_push", branch.approvals() > 0);
    out.writeBooleanProperty("require_code_owner_review", branch.owners());
    out.writeBooleanProperty("require_last_push_approval", branch.approvals() > 0);
    out.writeBooleanProperty("required_review_thread_resolution", false);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void checks(JsonGenerator out, List<String> checks) {
    out.writeStartObject();
    out.writeStringProperty("type", "required_status_checks");
    out.writeObjectPropertyStart("parameters");
    out.writeBooleanProperty("strict_required_status_checks_policy", false);
    out.writeBooleanProperty("do_not_enforce_on_create", true);
    out.writeArrayPropertyStart("required_status_checks");
    for (String check : checks) {
      out.writeStartObject();
      out.writeStringProperty("context", check);
      out.writeNumberProperty("integration_id", ACTIONS);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndObject();
  }

  /// An environment, with the branches and tags that may enter it.
  static String environment(Entry entry) {
    return json(out -> {
      out.writeStringProperty(
          "$comment",
          "Who lets a release into it, and from where. Serves cd.approvals; made by `sluice bundle`,"
              + " yours to change.");
      out.writeStringProperty("name", entry.name());
      out.writeArrayPropertyStart("protection_rules");
      if (entry.minutes() > 0) {
        out.writeStartObject();
        out.writeStringProperty("type", "wait_timer");
        out.writeNumberProperty("wait_timer", entry.minutes());
        out.writeEndObject();
      }
      out.writeStartObject();
      out.writeStringProperty("type", "required_reviewers");
      out.writeBooleanProperty("prevent_self_review", true);
      out.writeArrayPropertyStart("reviewers");
      entry.reviewers().forEach(reviewer -> reviewer(out, reviewer));
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndArray();
      out.writeObjectPropertyStart("deployment_branch_policy");
      out.writeBooleanProperty("protected_branches", false);
      out.writeBooleanProperty("custom_branch_policies", true);
      out.writeEndObject();
      out.writeArrayPropertyStart("branch_policies");
      entry.refs().forEach(ref -> policy(out, ref, "branch"));
      entry.tags().forEach(tag -> policy(out, tag, "tag"));
      out.writeEndArray();
    });
  }

  private static void reviewer(JsonGenerator out, Entry.Reviewer reviewer) {
    out.writeStartObject();
    out.writeStringProperty("type", reviewer.team() ? "Team" : "User");
    out.writeObjectPropertyStart("reviewer");
    out.writeStringProperty(reviewer.team() ? "slug" : "login", reviewer.name());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void policy(JsonGenerator out, String name, String type) {
    out.writeStartObject();
    out.writeStringProperty("name", name);
    out.writeStringProperty("type", type);
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String key, List<String> texts) {
    out.writeArrayPropertyStart(key);
    texts.forEach(out::writeString);
    out.writeEndArray();
  }

  private static String json(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.generator(bytes)) {
      out.writeStartObject();
      content.accept(out);
      out.writeEndObject();
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }
}
