package dev.sluice.cli.report;

import dev.sluice.flow.criterion.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One line of a report: what was found at a place, and how often the same is found in that file.
///
/// @param first where it is found first
/// @param more how many places of the same file say the same
record Finding(Evidence first, int more) {
  private record Same(String file, String message) {}

  /// Evidence that says the same of one file becomes one finding, at the place of the first.
  static List<Finding> grouped(List<Evidence> evidence) {
    Map<Same, Finding> findings = new LinkedHashMap<>();
    evidence.forEach(e ->
        findings.merge(
            new Same(e.source().file(), e.message()),
            new Finding(e, 0),
            (one, another) -> new Finding(one.first(), one.more() + 1)));
    return List.copyOf(findings.values());
  }
}
