package dev.sluice.bundle.artifact.project;

import java.util.Locale;

/// What builds a part of a repository.
public enum Tool {
  GO,
  NPM,
  PNPM,
  YARN,
  MAVEN,
  GRADLE,
  PIP,
  POETRY,
  UV,
  DOTNET,
  CARGO,
  MAKE,
  DOCKER;

  /// Its name as part of a job's id.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
