package dev.sluice.release.decision;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.steering.Seen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something was decided, with what it was decided from. The same inputs give the same decision.
///
/// @param subject the rollout, rollback or promotion that it is about
/// @param what one word or two, the same for the same kind of decision
/// @param why one sentence
/// @param by who asked for it, or null when nobody did
/// @param seen the target as it was last seen, where that mattered
/// @param findings what was known of each criterion
public record Decision(
    Instant at,
    String subject,
    String what,
    String why,
    @Nullable String by,
    @Nullable Seen seen,
    List<Finding> findings) {
  public Decision {
    requireNonNull(at, "at");
    requireNonNull(subject, "subject");
    requireNonNull(what, "what");
    requireNonNull(why, "why");
    findings = List.copyOf(findings);
  }
}
