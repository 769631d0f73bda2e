package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.codec.Codec;
import dev.sluice.release.conduct.Brief;

/// The first line of a run's log: the form that all of the run is kept in, and its brief.
///
/// @param form of its brief, inputs, state, decisions and actions; a run keeps it to its end
record Begun(int form, Brief brief) {
  /// The form that this build writes and reads. It is raised with whatever would let this build
  /// read something else out of what another one has written, or decide otherwise from it.
  static final int FORM = 3;

  Begun {
    requireNonNull(brief, "brief");
  }

  static String write(Brief brief) {
    return Codec.write(new Begun(FORM, brief));
  }

  /// @throws UnreadableRunException when it has another form
  static Brief read(String run, String json) {
    Integer form = Codec.number(json, "form");
    if (form == null || form != FORM) {
      throw UnreadableRunException.ofForm(run, form);
    }
    return UnreadableRunException.orElse(run, () -> Codec.read(json, Begun.class)).brief();
  }
}
