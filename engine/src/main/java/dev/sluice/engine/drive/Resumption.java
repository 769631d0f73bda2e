package dev.sluice.engine.drive;

import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.judge.Observation;
import java.time.Instant;

/// Finds out where a run is that another process had, or this one before it died: what it was begun
/// with and what it took in since are given to its machine once more.
final class Resumption {
  private final Journal journal;

  Resumption(Store store) {
    this.journal = new Journal(store);
  }

  /// A run as it was kept.
  ///
  /// @throws UnreadableRunException when it has another form, or its log does not come to what was
  ///   kept
  Carried of(Run run) {
    Brief brief = journal.brief(run.id());
    Carried carried = new Carried(run, Conduct.begin(brief, run.createdAt()).standing());
    journal.inputs(run.id(), (input, at) -> heard(carried, input, at));
    if (!Ledger.state(carried.standing()).equals(run.state())) {
      throw UnreadableRunException.because(
          run.id(), "its log gives this one another state than was kept");
    }
    return carried;
  }

  private static void heard(Carried carried, Input input, Instant at) {
    Standing next = Conduct.next(carried.standing(), input, carried.hear(at)).standing();
    carried.standing(next);
    if (input instanceof Input.Measured m) {
      for (Observation o : m.observations()) {
        if (!(o instanceof Observation.Missing)) {
          carried.measured(m.criterion(), o.at());
        }
      }
    }
  }
}
