package dev.sluice.drivers.haproxy;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.balance.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server of a backend, as HAProxy shows it.
///
/// @param id its number, which a reload keeps
/// @param address where it sends requests, or null when that is no address of ours
/// @param weight what it counts among the servers now; 0 when it gets no requests
/// @param open requests under way to it, or waiting for it
/// @param answered requests that it has answered since HAProxy began
record Slot(int id, String name, @Nullable Address address, int weight, long open, long answered) {
  /// What a request to a release without instances is sent to: nobody listens there.
  static final Address NOWHERE = new Address("127.0.0.1", 1);

  Slot {
    requireNonNull(name, "name");
  }

  /// The rows of `show stat`, whose first names the columns.
  static List<Slot> of(String backend, String text) {
    List<Slot> slots = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        columns = List.of(line.substring(2).split(",", -1));
      } else if (line.startsWith(backend + ",")) {
        slots.add(slot(columns, line.split(",", -1)));
      }
    }
    return List.copyOf(slots);
  }

  private static Slot slot(List<String> columns, String[] cells) {
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < Math.min(columns.size(), cells.length); i++) {
      row.put(columns.get(i), cells[i]);
    }
    long answered = 0;
    for (String of : List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other")) {
      answered += number(row, "hrsp_" + of);
    }
    String status = row.getOrDefault("status", "");
    boolean takes = status.startsWith("UP") || status.equals("no check");
    return new Slot(
        (int) number(row, "sid"),
        row.getOrDefault("svname", ""),
        address(row.getOrDefault("addr", "")),
        takes ? (int) number(row, "weight") : 0,
        number(row, "scur") + number(row, "qcur"),
        answered);
  }

  private static long number(Map<String, String> row, String column) {
    String cell = row.getOrDefault(column, "");
    return cell.matches("[0-9]{1,18}") ? Long.parseLong(cell) : 0;
  }

  private static @Nullable Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  boolean isOn() {
    return weight > 0;
  }
}
