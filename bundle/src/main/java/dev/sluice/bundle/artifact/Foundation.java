package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import dev.sluice.flow.fact.Fact;
import java.util.List;

/// Makes working files that makers then build upon as if they had been in the repository. Found by
/// service loader; stateless.
public interface Foundation {
  /// What is made, and what it shows.
  ///
  /// @param facts what a survey of these files sees
  record Laid(List<Artifact> artifacts, List<Fact> facts) {
    public Laid {
      artifacts = List.copyOf(artifacts);
      facts = List.copyOf(facts);
    }

    /// Nothing.
    public static Laid nothing() {
      return new Laid(List.of(), List.of());
    }
  }

  /// The files; nothing when none is needed. The same material gives the same files.
  Laid lay(Material material);
}
