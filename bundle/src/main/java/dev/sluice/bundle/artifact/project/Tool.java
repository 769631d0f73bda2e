package dev.sluice.bundle.artifact.project;

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

  /// The name of its language, or its own where it has none: part of a job's id.
  public String language() {
    return switch (this) {
      case GO -> "go";
      case NPM, PNPM, YARN -> "node";
      case MAVEN, GRADLE -> "java";
      case PIP, POETRY, UV -> "python";
      case DOTNET -> "dotnet";
      case CARGO -> "rust";
      case MAKE -> "make";
      case DOCKER -> "image";
    };
  }
}
