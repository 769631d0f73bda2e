package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;

/// A service with gates and an environment that somebody lets releases into.
public final class SettingsSample {
  private SettingsSample() {}

  public static Material material() {
    return Samples.named("go-service").material();
  }
}
