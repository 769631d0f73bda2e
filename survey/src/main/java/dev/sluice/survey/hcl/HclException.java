package dev.sluice.survey.hcl;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A text that is not HCL, with the place where it stops being so.
public final class HclException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Source source;
  private final String why;

  HclException(Source source, String message) {
    super(message, null, false, false);
    this.source = requireNonNull(source, "source");
    this.why = message;
  }

  /// What is wrong there.
  public String why() {
    return why;
  }

  /// The place.
  public Source source() {
    return source;
  }
}
