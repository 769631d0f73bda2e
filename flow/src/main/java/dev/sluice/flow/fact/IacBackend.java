package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// Where a root keeps its state.
///
/// @param kind `s3`, `gcs`, `remote`, `local`, …
/// @param locking null when it cannot be told
/// @param encrypted null when it cannot be told
public record IacBackend(
    Source source,
    String directory,
    String kind,
    @Nullable Boolean locking,
    @Nullable Boolean encrypted)
    implements Fact {
  public IacBackend {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    requireNonNull(kind, "kind");
  }
}
