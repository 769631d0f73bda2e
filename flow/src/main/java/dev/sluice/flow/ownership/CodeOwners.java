package dev.sluice.flow.ownership;

import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.path.Glob;
import java.util.List;
import java.util.Optional;

/// Finds the code owners of a file: the last line whose pattern matches wins, also when it names
/// nobody.
///
/// Source: GitHub's description of the code-owners file. It follows gitignore, but `dir/*` means
/// only the direct children of `dir`, and there are neither negations nor character ranges.
public final class CodeOwners {
  private final List<OwnerRule> rules;

  /// @param rules the lines in the order of the file
  public CodeOwners(List<OwnerRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// Whether there is no line at all.
  public boolean none() {
    return rules.isEmpty();
  }

  /// The line that gives a file its owners; empty when no line matches, or when the last one takes
  /// ownership away.
  public Optional<OwnerRule> of(String file) {
    return rules.reversed().stream()
        .filter(rule -> matches(rule.pattern(), file))
        .findFirst()
        .filter(rule -> !rule.owners().isEmpty());
  }

  /// Whether a pattern of a code-owners file covers a file.
  ///
  /// @param file path relative to the root, without a leading `/`
  public static boolean matches(String pattern, String file) {
    String body = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    boolean directory = body.endsWith("/");
    String bare = directory ? body.substring(0, body.length() - 1) : body;
    boolean anchored = pattern.startsWith("/") || bare.contains("/");
    String glob = anchored ? bare : "**/" + bare;
    if (!directory && Glob.matches(glob, file)) {
      return true;
    }
    boolean childrenOnly = bare.endsWith("/*");
    return !childrenOnly && Glob.matches(glob + "/**", file);
  }
}
