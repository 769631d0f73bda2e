package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import org.jspecify.annotations.Nullable;

/// Something that a step does, recognised from its action or from a command of its script.
///
/// @param tool the command or action that does it, `go test` say
/// @param target what it acts on when that is plain: an image, an environment, a directory
/// @param ignored what throws its failure away (`|| true`, `--exit-code 0`, a pipe without
///   pipefail), or null
/// @param guard a shell condition around it, or null
public record Activity(
    Source source,
    Kind kind,
    String tool,
    @Nullable String target,
    @Nullable Text ignored,
    @Nullable Text guard) {
  /// The target of an apply that may have a saved plan in a variable.
  public static final String UNKNOWN = "?";

  public Activity {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(tool, "tool");
  }

  /// What is done.
  public enum Kind {
    BUILD,
    TEST,
    LINT,
    /// Looks for vulnerabilities, leaked secrets or insecure code.
    SCAN,
    /// Checks manifests, plans or images against policies.
    POLICY,
    /// Checks configuration against a schema.
    VALIDATE_CONFIG,
    PUBLISH,
    SIGN,
    VERIFY,
    SBOM,
    PROVENANCE,
    DEPLOY,
    ROLLBACK,
    PLAN,
    /// Applies infrastructure; `target` is the saved plan, null when it plans anew, [#UNKNOWN] when
    /// a variable may hold one.
    APPLY,
    DRIFT,
    MIGRATE,
    /// Skips work by changed paths.
    PATH_FILTER,
    NOTIFY,
    /// Asks whether what runs is healthy, and fails when it is not.
    HEALTH,
    /// Asks the code host for the rules of its branches.
    SETTINGS
  }
}
