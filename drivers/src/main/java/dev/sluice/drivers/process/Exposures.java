package dev.sluice.drivers.process;

import dev.sluice.release.unit.ReleaseId;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// Requests that each release has answered since it was last started from nothing, on disk, so that
/// a restart loses those of two seconds at most. For the caller to lock.
final class Exposures {
  private static final String FILE = "exposed.json";

  private final Place place;
  private final Map<String, Messages.Exposed> exposed = new TreeMap<>();
  private boolean changed;

  private Exposures(Place place) {
    this.place = place;
  }

  /// @param anew whether the counters begin at 0 with this process
  static Exposures read(Place place, boolean anew) throws IOException {
    Exposures exposures = new Exposures(place);
    Kept kept = place.read(FILE, Kept.class);
    if (kept != null) {
      kept.exposed()
          .forEach((id, e) ->
              exposures.exposed.put(id, new Messages.Exposed(e.total(), anew ? 0 : e.counter())));
    }
    return exposures;
  }

  private record Kept(Map<String, Messages.Exposed> exposed) {}

  /// After the counters were read. One that has gone back has begun anew.
  void count(Map<ReleaseId, Long> answered) {
    answered.forEach((id, counter) -> {
      Messages.Exposed before = exposed.getOrDefault(id.value(), new Messages.Exposed(0, 0));
      long more = counter >= before.counter() ? counter - before.counter() : counter;
      if (more > 0) {
        exposed.put(id.value(), new Messages.Exposed(before.total() + more, counter));
        changed = true;
      }
    });
  }

  long of(ReleaseId id) {
    Messages.Exposed now = exposed.get(id.value());
    return now == null ? 0 : now.total();
  }

  /// It counts from 0 again, since it has gone.
  void forget(ReleaseId id) {
    Messages.Exposed now = exposed.get(id.value());
    if (now != null) {
      exposed.put(id.value(), new Messages.Exposed(0, now.counter()));
      changed = true;
    }
  }

  void write() throws IOException {
    if (changed) {
      changed = false;
      place.write(FILE, new Kept(exposed));
    }
  }
}
