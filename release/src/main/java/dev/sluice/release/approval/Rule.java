package dev.sluice.release.approval;

import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.unit.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who has to agree.
///
/// @param from teams and people that may; anyone when it is empty
/// @param quorum how many different people have to
/// @param selfApproval whether those who made the change count
/// @param expires how long an approval is good for, or null when it does not end
public record Rule(Set<String> from, int quorum, boolean selfApproval, @Nullable Duration expires) {
  /// One person, whoever it is, but none of those who made the change.
  public static final Rule ANYONE_ELSE = new Rule(Set.of(), 1, false, null);

  public Rule {
    from = Collections.unmodifiableSortedSet(new TreeSet<>(from));
    if (quorum < 1) {
      throw new IllegalArgumentException("expected a quorum of 1 or more, but found " + quorum);
    }
  }

  /// The rule that a delivery declares. What it leaves out is strict: one approval, and not one's
  /// own.
  public static Rule of(Environment.@Nullable Approvals declared) {
    if (declared == null) {
      return ANYONE_ELSE;
    }
    Integer quorum = declared.quorum();
    return new Rule(
        Set.copyOf(declared.from()),
        quorum == null ? 1 : quorum,
        Boolean.TRUE.equals(declared.selfApproval()),
        declared.expires());
  }

  /// What approvals are worth now.
  ///
  /// @param authors who made the change
  public Tally tally(
      List<Approval> approvals, ReleaseId release, String scope, Set<String> authors, Instant now) {
    SortedSet<String> counted = new TreeSet<>();
    List<Tally.Refused> refused = new ArrayList<>();
    for (Approval approval : approvals) {
      Tally.Why why = why(approval, release, scope, authors, now);
      if (why == null) {
        counted.add(approval.by());
      } else {
        refused.add(new Tally.Refused(approval, why));
      }
    }
    return new Tally(quorum, counted, refused);
  }

  private Tally.@Nullable Why why(
      Approval a, ReleaseId release, String scope, Set<String> authors, Instant now) {
    if (a.by().isBlank()) {
      return Tally.Why.NOBODY;
    }
    if (!a.release().equals(release)) {
      return Tally.Why.OTHER_RELEASE;
    }
    if (!a.scope().equals(scope)) {
      return Tally.Why.OTHER_SCOPE;
    }
    if (!selfApproval && authors.contains(a.by())) {
      return Tally.Why.OWN_CHANGE;
    }
    if (!from.isEmpty()
        && !from.contains(a.by())
        && a.groups().stream().noneMatch(from::contains)) {
      return Tally.Why.NOT_NAMED;
    }
    if (a.at().isAfter(now)) {
      return Tally.Why.NOT_YET;
    }
    return expires != null && !a.at().plus(expires).isAfter(now) ? Tally.Why.EXPIRED : null;
  }
}
