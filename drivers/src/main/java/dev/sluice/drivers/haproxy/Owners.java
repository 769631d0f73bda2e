package dev.sluice.drivers.haproxy;

import dev.sluice.release.unit.ReleaseId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which release each slot serves. HAProxy keeps it in a variable of its process, so that it lives
/// and dies with the slots, whatever becomes of the process that steers it.
///
/// @param slots by the number of the slot
/// @param before requests that releases have answered in slots that others have now
record Owners(Map<Integer, Owner> slots, Map<ReleaseId, Long> before) {
  static final Owners NONE = new Owners(Map.of(), Map.of());

  private static final Pattern SLOT = Pattern.compile("s([0-9]+)-([0-9a-f]{64})-([0-9]+)");
  private static final Pattern BEFORE = Pattern.compile("b-([0-9a-f]{64})-([0-9]+)");

  Owners {
    slots = Map.copyOf(slots);
    before = Map.copyOf(before);
  }

  /// @param base requests that the slot had answered for others before
  record Owner(ReleaseId release, long base) {}

  @Nullable ReleaseId of(Slot slot) {
    Owner owner = slots.get(slot.id());
    return owner == null ? null : owner.release();
  }

  /// As the variable has it.
  String text() {
    List<String> words = new ArrayList<>();
    new TreeMap<>(slots)
        .forEach(
            (id, owner) -> words.add("s" + id + "-" + hash(owner.release()) + "-" + owner.base()));
    new TreeMap<>(before)
        .forEach((release, count) -> words.add("b-" + hash(release) + "-" + count));
    return words.isEmpty() ? "none" : String.join(".", words);
  }

  private static String hash(ReleaseId release) {
    return release.value().substring("sha256:".length());
  }

  private static ReleaseId release(String hash) {
    return new ReleaseId("sha256:" + hash);
  }

  /// Reads what [#text] wrote; what it did not write is left out.
  static Owners parse(String text) {
    Map<Integer, Owner> slots = new HashMap<>();
    Map<ReleaseId, Long> before = new HashMap<>();
    for (String word : text.split("\\.", -1)) {
      Matcher slot = SLOT.matcher(word);
      Matcher earlier = BEFORE.matcher(word);
      if (slot.matches()) {
        slots.put(
            Integer.parseInt(slot.group(1)),
            new Owner(release(slot.group(2)), Long.parseLong(slot.group(3))));
      } else if (earlier.matches()) {
        before.put(release(earlier.group(1)), Long.parseLong(earlier.group(2)));
      }
    }
    return new Owners(slots, before);
  }

  /// Requests that each release has answered.
  Map<ReleaseId, Long> answered(Collection<Slot> seen) {
    Map<ReleaseId, Long> answered = new HashMap<>(before);
    for (Slot slot : seen) {
      Owner owner = slots.get(slot.id());
      if (owner != null) {
        answered.merge(owner.release(), Math.max(0, slot.answered() - owner.base()), Long::sum);
      }
    }
    return answered;
  }

  /// The owners after some slots have got others.
  ///
  /// @param now the owner of each slot that shall have one; null for none
  Owners with(Collection<Slot> seen, Map<Slot, @Nullable ReleaseId> now) {
    Map<Integer, Owner> next = new HashMap<>(slots);
    Map<ReleaseId, Long> earlier = new HashMap<>(before);
    now.forEach((slot, release) -> {
      Owner old = slots.get(slot.id());
      if (old != null && old.release().equals(release)) {
        return;
      }
      if (old != null) {
        earlier.merge(old.release(), Math.max(0, slot.answered() - old.base()), Long::sum);
      }
      if (release == null) {
        next.remove(slot.id());
      } else {
        next.put(slot.id(), new Owner(release, slot.answered()));
      }
    });
    List<ReleaseId> alive = next.values().stream().map(Owner::release).toList();
    earlier.keySet().retainAll(alive);
    next.keySet().retainAll(seen.stream().map(Slot::id).toList());
    return new Owners(next, earlier);
  }
}
