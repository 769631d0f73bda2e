package dev.sluice.cli.bundle.apply;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One file that is to be written or deleted.
///
/// @param path in the repository, with `/`
/// @param before what stands there; null for nothing
/// @param after what shall stand there; null for nothing
/// @param executable whether a file that is new shall be executable; one that is there keeps its
///   mode
record Step(String path, @Nullable Content before, @Nullable Content after, boolean executable) {
  Step {
    requireNonNull(path, "path");
  }
}
