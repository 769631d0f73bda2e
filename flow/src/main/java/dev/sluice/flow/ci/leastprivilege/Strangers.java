package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.pipeline.Event;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text that somebody without write access chooses, where a pipeline names it.
///
/// Source: GitHub's "Security hardening: understanding the risk of script injections".
final class Strangers {
  private static final Pattern TEXT =
      Pattern.compile(
          "github\\.(?:(head_ref)\\b|event\\.(?:(pull_request)\\.(?:title|body|head\\.(?:ref|label))"
              + "|(issue)\\.(?:title|body)|(comment)\\.body|(review)\\.body"
              + "|(discussion)\\.(?:title|body)"
              + "|(workflow_run)\\.(?:head_branch|display_title))\\b)");

  private Strangers() {}

  /// Whether a text holds some.
  static boolean wrote(String text) {
    return TEXT.matcher(text).find();
  }

  /// Whether a text holds some that one of the events fills; the rest is empty there.
  static boolean wrote(String text, List<Event> events) {
    Matcher found = TEXT.matcher(text);
    while (found.find()) {
      for (int group = 1; group <= found.groupCount(); group++) {
        String object = found.group(group);
        if (object != null && events.stream().anyMatch(e -> fills(e.name(), object))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fills(String event, String object) {
    return switch (object) {
      case "head_ref" -> event.equals("pull_request") || event.equals("pull_request_target");
      case "issue" -> event.startsWith("issue");
      case "comment" -> event.endsWith("comment");
      case "review" -> event.equals("pull_request_review");
      default -> event.startsWith(object);
    };
  }
}
