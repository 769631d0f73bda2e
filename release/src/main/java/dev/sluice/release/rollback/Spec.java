package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.ReleaseSafety;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is rolled back, and what has to be so before it counts as done.
///
/// @param why why it is rolled back, and who asked for it
/// @param drill whether it is exercised only: nothing is put on hold
/// @param onIncompatible what is done instead when the data can't be read by the older release
/// @param checks what has to pass after it for every member; each against the time before
///   [#baselineUntil]
/// @param within how long recovery may take before people are told; null when nothing is declared
/// @param troubleSince when the trouble was seen; the time to recover counts from here
/// @param baselineUntil when the bad release got its first traffic: only what was before is healthy
/// @param retryAfter time after which an order whose effect is not seen is given again
public record Spec(
    String id,
    List<Member> members,
    String why,
    boolean drill,
    ReleaseSafety.OnIncompatible onIncompatible,
    List<String> checks,
    @Nullable Duration within,
    Instant troubleSince,
    Instant baselineUntil,
    Duration retryAfter) {
  /// How long recovery is waited for when nothing is declared.
  private static final Duration LONGEST = Duration.ofHours(1);

  /// How many times the declared time it is waited for.
  private static final int MORE = 3;

  /// @throws IllegalArgumentException when there is no member, or services depend on each other in
  ///   a circle
  public Spec {
    requireNonNull(id, "id");
    members = List.copyOf(members);
    checks = List.copyOf(checks);
    requireNonNull(why, "why");
    requireNonNull(onIncompatible, "onIncompatible");
    requireNonNull(troubleSince, "troubleSince");
    requireNonNull(baselineUntil, "baselineUntil");
    requireNonNull(retryAfter, "retryAfter");
    if (members.isEmpty()) {
      throw new IllegalArgumentException("expected a service to roll back");
    }
    Set<String> done = new HashSet<>();
    for (boolean found = true; found; ) {
      found = false;
      for (Member m : members) {
        found |= !done.contains(m.service()) && free(m, members, done) && done.add(m.service());
      }
    }
    if (done.size() < members.size()) {
      throw new IllegalArgumentException("services are named twice or depend on each other");
    }
  }

  private static boolean free(Member member, List<Member> members, Set<String> done) {
    return members.stream()
        .filter(m -> m.dependsOn().contains(member.service()))
        .allMatch(m -> done.contains(m.service()));
  }

  /// Whether a service may go back when some are back: those that call it go first, since they know
  /// the older one, and it needn't know them.
  boolean mayBegin(Member member, Set<String> back) {
    return free(member, members, back);
  }

  /// How long after the traffic was back it counts as not recovered: three times the declared time,
  /// so that a recovery that is late is still seen; an hour when nothing is declared.
  Duration patience() {
    Duration declared = within;
    return declared == null ? LONGEST : declared.multipliedBy(MORE);
  }

  /// The name under which a check of a member is known: its own, or with the service before it
  /// where there are several.
  public String title(Member member, String check) {
    return members.size() == 1 ? check : member.service() + "/" + check;
  }

  /// Every check of every member.
  public List<String> required() {
    return members.stream().flatMap(m -> checks.stream().map(c -> title(m, c))).toList();
  }

  /// The same under another name.
  public Spec named(String other) {
    return new Spec(
        other,
        members,
        why,
        drill,
        onIncompatible,
        checks,
        within,
        troubleSince,
        baselineUntil,
        retryAfter);
  }
}
