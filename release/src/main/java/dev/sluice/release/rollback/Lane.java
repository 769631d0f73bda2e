package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.steering.Target;
import org.jspecify.annotations.Nullable;

/// How far one service has come.
///
/// @param target its target, where the good release is the stable side and the bad one the canary;
///   null before the first look
/// @param back whether all its traffic was seen to be on the good release
/// @param done whether the bad release was seen to be gone, too
public record Lane(Member member, @Nullable Target target, boolean back, boolean done) {
  public Lane {
    requireNonNull(member, "member");
  }
}
