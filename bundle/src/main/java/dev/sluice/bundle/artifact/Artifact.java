package dev.sluice.bundle.artifact;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A working file.
///
/// @param path where it belongs in the repository, with `/`
/// @param content its text, with `\n` at the end of each line
/// @param purpose one sentence: what it is for
/// @param criterion id of the criterion that it serves
/// @param overlays directories of the kustomizations that have to take it in before it is deployed
public record Artifact(
    String path, String content, String purpose, String criterion, List<String> overlays) {
  public Artifact {
    requireNonNull(path, "path");
    requireNonNull(content, "content");
    requireNonNull(purpose, "purpose");
    requireNonNull(criterion, "criterion");
    overlays = List.copyOf(overlays);
    if (path.startsWith("/") || path.contains("\\") || ("/" + path + "/").contains("/../")) {
      throw new IllegalArgumentException("an artifact stays inside the repository: " + path);
    }
  }

  /// One that needs nothing else to take effect.
  public Artifact(String path, String content, String purpose, String criterion) {
    this(path, content, purpose, criterion, List.of());
  }

  /// The header that says what a file is for, as comment lines that begin with a mark.
  ///
  /// @param mark what begins a comment: `#`, `//`
  public static String header(String mark, String purpose, String criterion) {
    return mark
        + " "
        + purpose
        + "\n"
        + mark
        + " Serves "
        + criterion
        + "; made by `sluice bundle`, yours to change.\n";
  }
}
