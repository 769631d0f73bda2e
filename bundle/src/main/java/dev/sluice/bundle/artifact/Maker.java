package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import java.util.List;

/// Makes one kind of working file, where the delivery needs it and nothing in the repository does
/// its job. Found by service loader; stateless.
public interface Maker {
  /// The files; empty when none is needed. The same material gives the same files.
  List<Artifact> make(Material material);
}
