package dev.sluice.survey.delivery;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.loading.Loaded;

/// One delivery of a repository, sound or not.
///
/// @param path its directory relative to the root; `.` for the root
public record Found(String path, Loaded loaded) {
  public Found {
    requireNonNull(path, "path");
    requireNonNull(loaded, "loaded");
  }
}
