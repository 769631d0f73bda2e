package dev.sluice.bundle.artifact.gitlab;

import dev.sluice.bundle.artifact.project.Unit;
import org.jspecify.annotations.Nullable;

/// The images that jobs run in.
final class Tools {
  static final String TRIVY = "aquasec/trivy:0.70.0";
  static final String KUBECTL = "alpine/k8s:1.34.1";
  static final String TERRAFORM = "hashicorp/terraform:";
  static final String ALPINE = "alpine:3.22.2";

  private Tools() {}

  /// The image for a part: that of its language, in the version that its files ask for.
  static String image(Unit unit) {
    String version = unit.version();
    return switch (unit.tool()) {
      case GO -> "golang:" + or(version, "1.25");
      case NPM, PNPM, YARN -> "node:" + or(digits(version), "24");
      case MAVEN -> "maven:3.9.11-eclipse-temurin-" + java(version);
      case GRADLE -> "eclipse-temurin:" + java(version);
      case PIP, POETRY, UV -> "python:" + or(version, "3.13");
      case DOTNET -> "mcr.microsoft.com/dotnet/sdk:" + dotnet(version);
      case CARGO -> "rust:" + or(digits(version), "1.90");
      case MAKE -> "buildpack-deps:bookworm";
      case DOCKER -> Checks.DOCKER;
    };
  }

  private static String or(@Nullable String version, String otherwise) {
    return version == null ? otherwise : version;
  }

  private static @Nullable String digits(@Nullable String version) {
    return version != null && version.matches("[0-9.]+") ? version : null;
  }

  private static String java(@Nullable String version) {
    return version == null ? "21" : version.startsWith("1.") ? version.substring(2) : version;
  }

  private static String dotnet(@Nullable String version) {
    if (version == null) {
      return "9.0";
    }
    int second = version.indexOf('.', version.indexOf('.') + 1);
    return second < 0 ? version : version.substring(0, second);
  }
}
