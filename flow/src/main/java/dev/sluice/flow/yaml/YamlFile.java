package dev.sluice.flow.yaml;

import dev.sluice.flow.source.Problem;
import java.util.List;

/// What came out of reading one file: every document up to the first error, and what was wrong.
///
/// @param documents complete documents, in order; empty documents are left out
/// @param problems why reading stopped, and duplicate keys; empty for a sound file
/// @param complete whether the whole file was read; duplicate keys leave it complete
public record YamlFile(List<Yaml> documents, List<Problem> problems, boolean complete) {
  public YamlFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
