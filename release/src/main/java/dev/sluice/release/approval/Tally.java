package dev.sluice.release.approval;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What approvals are worth: who counts, and who does not and why.
public record Tally(int quorum, SortedSet<String> counted, List<Refused> refused) {
  public Tally {
    counted = Collections.unmodifiableSortedSet(new TreeSet<>(counted));
    refused = List.copyOf(refused);
  }

  /// Whether it is enough.
  public boolean reached() {
    return counted.size() >= quorum;
  }

  /// How many people are still to agree.
  public int missing() {
    return Math.max(0, quorum - counted.size());
  }

  /// An approval that does not count.
  public record Refused(Approval approval, Why why) {}

  /// Why an approval does not count.
  public enum Why {
    /// It says not who agreed.
    NOBODY,
    /// It is for a release that differs, in whatever.
    OTHER_RELEASE,
    /// It is for another environment or step.
    OTHER_SCOPE,
    /// Who made the change may not approve it.
    OWN_CHANGE,
    /// Neither the person nor one of their teams may approve.
    NOT_NAMED,
    /// It is dated later than now.
    NOT_YET,
    /// It was good for a time that is over.
    EXPIRED
  }
}
