package dev.sluice.bundle.artifact.project;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Ci;
import org.jspecify.annotations.Nullable;

/// Tells owners that somebody named from those that were only assumed. A file that people or
/// machines take at its word names no team that may not exist.
public final class Owners {
  private static final String ASSUMED = "ci.ownership";

  private Owners() {}

  /// Whether an owner was named by somebody.
  public static boolean isNamed(Material material, @Nullable String owner) {
    Ci ci = material.delivery().ci();
    boolean assumed =
        material.delivery().assumptions().stream().anyMatch(a -> a.criterion().equals(ASSUMED));
    return owner != null && !(assumed && ci != null && owner.equals(ci.owner()));
  }
}
