package dev.sluice.flow.intake;

import java.util.List;

/// The first lines of a new file.
final class Header {
  private Header() {}

  static List<String> lines(String name) {
    return List.of(
        "# How this repository reaches production: drafted by `sluice init`, yours from now on.",
        "#",
        "# found in …  it stands there in the repository",
        "# answered    somebody answered that question",
        "# assumed     nobody said so: listed under `assumptions`, with why, and how to replace it",
        "#",
        "# Running `sluice init` again adds what is missing, and changes no line.",
        "apiVersion: sluice.dev/v1",
        "kind: Delivery",
        "metadata: {name: " + Words.text(name) + "}");
  }
}
