package dev.sluice.engine.drive;

import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.judge.Observation;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

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
    Known known = new Known(run.createdAt());
    Carried carried = new Carried(run, journal.walk(run, known::heard));
    if (!Ledger.state(carried.standing()).equals(run.state())) {
      throw UnreadableRunException.because(
          run.id(), "its log gives this one another state than was kept");
    }
    carried.hear(known.last);
    known.measured.forEach(carried::measured);
    return carried;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// What is to be known of a log besides where it comes to. For one thread.
  private static final class Known {
    private final Map<String, Instant> measured = new TreeMap<>();
    private Instant last;

    Known(Instant last) {
      this.last = last;
    }

    void heard(Journal.Heard heard) {
      last = heard.at();
      if (heard.input() instanceof Input.Measured m) {
        m.observations().stream()
            .filter(o -> !(o instanceof Observation.Missing))
            .forEach(o -> measured.merge(m.criterion(), o.at(), Resumption::later));
      }
    }
  }
}
