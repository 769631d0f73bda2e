package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A file that names dependencies, and the lock file that pins them.
///
/// @param lockFile path of its lock file, or null
/// @param needsLock whether the ecosystem pins by a lock file and this manifest has dependencies
public record PackageManifest(
    Source source, String ecosystem, String directory, @Nullable String lockFile, boolean needsLock)
    implements Fact {
  public PackageManifest {
    requireNonNull(source, "source");
    requireNonNull(ecosystem, "ecosystem");
    requireNonNull(directory, "directory");
  }
}
