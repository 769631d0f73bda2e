package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import java.util.List;

/// Makes the working files without which those of several makers take no effect. Found by service
/// loader; stateless.
public interface Completion {
  /// The files.
  ///
  /// @param made what the makers made, by path
  List<Artifact> complete(Material material, List<Artifact> made);
}
