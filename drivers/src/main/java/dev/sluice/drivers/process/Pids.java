package dev.sluice.drivers.process;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The processes that were started, on disk: whoever comes after a supervisor that was killed ends
/// what may be left. Safe for use by several threads.
final class Pids {
  private static final String FILE = "instances.json";

  private final Place place;
  private final Map<Long, Messages.Started> started = new LinkedHashMap<>();

  Pids(Place place) {
    this.place = place;
  }

  synchronized void add(ProcessHandle handle) throws IOException {
    started.put(handle.pid(), new Messages.Started(handle.pid(), began(handle)));
    write();
  }

  synchronized void remove(ProcessHandle handle) throws IOException {
    started.remove(handle.pid());
    write();
  }

  private void write() throws IOException {
    place.write(FILE, started.values().toArray(Messages.Started[]::new));
  }

  /// A process id is given again some day; with the time of its start, it is not.
  private static String began(ProcessHandle handle) {
    return handle.info().startInstant().map(Object::toString).orElse("");
  }

  /// Kills what is left of those that were started before.
  void killLeft() throws IOException {
    Messages.Started[] left = place.read(FILE, Messages.Started[].class);
    if (left == null) {
      return;
    }
    for (Messages.Started one : Arrays.asList(left)) {
      ProcessHandle.of(one.pid())
          .filter(handle -> !one.at().isEmpty() && began(handle).equals(one.at()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
