package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.path.Glob;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which changes the path filters of a trigger let through.
public final class PathFilters {
  private static final Pattern DOCUMENTS =
      Pattern.compile(
          "(\\*\\*|/)*(doc|docs|documentation|website|site|adr|\\.vscode|\\.idea|\\.github/issue_template)(/.*)?"
              + "|.*\\.(md|mdx|rst|txt|adoc|png|jpe?g|gif|svg|\\*md)"
              + "|(.*/)?(license|notice|authors|codeowners|maintainers|changelog|readme|contributing)[^/]*"
              + "|(.*/)?\\.(gitignore|gitattributes|editorconfig|mailmap|all-contributorsrc)");

  private PathFilters() {}

  /// Whether a trigger starts its pipeline when only this file changes.
  public static boolean runsFor(Trigger trigger, String file) {
    if (!trigger.paths().isEmpty()) {
      return selected(trigger.paths(), file);
    }
    return trigger.pathsIgnored().isEmpty() || !selected(trigger.pathsIgnored(), file);
  }

  /// The last pattern that matches decides; one with `!` takes away.
  private static boolean selected(List<Text> patterns, String file) {
    boolean selected = false;
    for (Text pattern : patterns) {
      boolean takesAway = pattern.value().startsWith("!");
      if (Glob.matches(takesAway ? pattern.value().substring(1) : pattern.value(), file)) {
        selected = !takesAway;
      }
    }
    return selected;
  }

  /// The first pattern that keeps a trigger from running for something else than documents; empty
  /// when none does.
  public static Optional<Text> narrows(Trigger trigger) {
    Optional<Text> ignored =
        trigger.pathsIgnored().stream().filter(p -> !documents(p.value())).findFirst();
    boolean everything =
        trigger.paths().isEmpty() || trigger.paths().stream().anyMatch(p -> p.value().equals("**"));
    if (everything) {
      return ignored.or(() ->
          trigger.paths().stream()
              .filter(p -> p.value().startsWith("!") && !documents(p.value().substring(1)))
              .findFirst());
    }
    return Optional.of(trigger.paths().getFirst());
  }

  /// Whether a pattern covers only documents: text, pictures, and what says who wrote it.
  public static boolean documents(String pattern) {
    return DOCUMENTS.matcher(pattern.toLowerCase(Locale.ROOT)).matches();
  }
}
