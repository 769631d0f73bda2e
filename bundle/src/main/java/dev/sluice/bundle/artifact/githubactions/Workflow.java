package dev.sluice.bundle.artifact.githubactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A workflow that is being written. Its token may do nothing by itself; each job says what it
/// needs.
///
/// @param header comment lines
/// @param on the lines below `on`
/// @param group the concurrency group
/// @param cancel whether a newer run ends an older one of its group; an expression or a boolean
public record Workflow(
    String header,
    String name,
    List<String> on,
    String group,
    String cancel,
    Map<String, String> env,
    List<Job> jobs) {
  /// The file.
  public String text() {
    List<String> lines = new ArrayList<>();
    Step.put(lines, "name", name);
    lines.add("");
    lines.add("on:");
    on.forEach(line -> lines.add("  " + line));
    lines.add("");
    lines.add("permissions: {}");
    lines.add("");
    lines.add("concurrency:");
    lines.add("  group: " + group);
    lines.add("  cancel-in-progress: " + cancel);
    lines.add("");
    if (!env.isEmpty()) {
      Step.map(lines, "env", env);
      lines.add("");
    }
    lines.add("jobs:");
    for (Job job : jobs) {
      job.lines().forEach(line -> lines.add("  " + line));
      lines.add("");
    }
    lines.removeLast();
    return header + String.join("\n", lines) + "\n";
  }
}
