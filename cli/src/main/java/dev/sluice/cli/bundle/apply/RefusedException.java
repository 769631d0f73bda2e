package dev.sluice.cli.bundle.apply;

import java.util.List;

/// An apply that cannot be, for reasons that a person can mend.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient List<String> reasons;
  private final boolean begun;

  /// Nothing was written, or what was is undone.
  RefusedException(List<String> reasons) {
    this(reasons, false);
  }

  /// @param begun whether the journal stands, so that the next apply has to complete or undo it
  RefusedException(List<String> reasons, boolean begun) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
    this.begun = begun;
  }

  /// One line each.
  List<String> reasons() {
    return reasons;
  }

  /// What state the repository is in.
  String state() {
    return begun
        ? "what was begun is completed or undone by the next apply"
        : "nothing was written";
  }
}
