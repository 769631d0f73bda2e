package dev.sluice.engine.drive;

import dev.sluice.release.port.PortException;
import java.time.Instant;

/// Takes down what is wrong with the world. The same trouble is written down once, and once when it
/// is over.
interface Troubles {
  /// Something did not work.
  void met(String what, PortException e, Instant now);

  /// It worked.
  void over(String what, Instant now);
}
