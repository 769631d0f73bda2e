package dev.sluice.flow.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 6: configuration.
public record Config(
    Origin at,
    @Doc("Files and directories that hold it") List<String> sources,
    @Doc("What its version is tied to") @Nullable Versioning versionedWith,
    @Doc("How it is checked before a rollout") @Nullable Validation validation,
    @Doc("How it goes back") @Nullable Rollback rollback,
    @Doc("Keys that environments do not share, with the reason") List<Difference> differences) {
  public Config {
    sources = List.copyOf(sources);
    differences = List.copyOf(differences);
  }

  /// What a configuration's version is tied to.
  public enum Versioning {
    ARTIFACT,
    GIT,
    RELEASE
  }

  /// How configuration is checked.
  public record Validation(
      Origin at,
      @Doc("The schema file") @Nullable String schema,
      @Doc("The job that checks it") @Nullable String job) {}

  /// How configuration goes back.
  public record Rollback(
      Origin at,
      @Doc("How far") @Nullable RollbackTo to,
      @Doc("By which means") @Nullable String how) {}

  /// How far configuration can go back.
  public enum RollbackTo {
    ANY_VERSION,
    PREVIOUS_VERSION
  }

  /// A key that environments do not share.
  public record Difference(
      Origin at,
      @Doc("The key, or a pattern with *") String key,
      @Doc("Environments that have it") List<String> environments,
      @Doc("Why the others do not") String reason) {
    public Difference {
      environments = List.copyOf(environments);
    }
  }
}
