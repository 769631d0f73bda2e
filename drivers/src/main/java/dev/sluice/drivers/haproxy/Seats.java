package dev.sluice.drivers.haproxy;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.ReleaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who sits where: a slot and a weight for each instance that shall get requests.
///
/// @param all by slot; slots that are not named get nothing
record Seats(Map<Slot, Seat> all) {
  Seats {
    all = Map.copyOf(all);
  }

  /// @param release whose instance it is; null where requests go nowhere that belong to nobody
  record Seat(@Nullable ReleaseId release, Address address, int weight) {
    Seat {
      requireNonNull(address, "address");
    }
  }

  /// An instance keeps the slot that it has. Others get slots to which nothing is under way.
  ///
  /// @throws PortException terminal, when there are fewer slots than instances or weights that
  ///   HAProxy does not have would be needed; passing, when slots will be free later
  static Seats of(Shares shares, List<Slot> slots, Owners owners) throws PortException {
    List<Seat> wanted = wanted(shares);
    if (wanted.size() > slots.size()) {
      throw PortException.terminal(
          "HAProxy's backend has "
              + slots.size()
              + " servers, and "
              + wanted.size()
              + " are needed: give its server-template more");
    }
    Map<Slot, Seat> seats = new HashMap<>();
    List<Seat> standing = new ArrayList<>();
    Set<Slot> left = new HashSet<>(slots);
    for (Seat seat : wanted) {
      Slot kept = null;
      for (Slot slot : slots) {
        boolean same = seat.address().equals(slot.address()) && left.contains(slot);
        ReleaseId owner = owners.of(slot);
        boolean mine = owner == null || seat.release() == null || owner.equals(seat.release());
        if (same && mine && (kept == null || slot.isOn())) {
          kept = slot;
        }
      }
      if (kept == null) {
        standing.add(seat);
      } else {
        seats.put(kept, seat);
        left.remove(kept);
      }
    }
    for (Seat seat : standing) {
      Slot free = free(slots, left, owners);
      seats.put(free, seat);
      left.remove(free);
    }
    return new Seats(seats);
  }

  private static Slot free(List<Slot> slots, Set<Slot> left, Owners owners) throws PortException {
    Slot used = null;
    for (Slot slot : slots) {
      if (left.contains(slot) && !slot.isOn() && slot.open() == 0) {
        if (owners.of(slot) == null) {
          return slot;
        }
        used = used == null ? slot : used;
      }
    }
    if (used == null) {
      throw PortException.passing(
          "no server of HAProxy's backend is free yet: requests are under way to all that could be");
    }
    return used;
  }

  private static List<Seat> wanted(Shares shares) throws PortException {
    List<@Nullable ReleaseId> releases = new ArrayList<>();
    List<List<Address>> addresses = new ArrayList<>();
    List<Weights.Group> groups = new ArrayList<>();
    int rest = 100;
    for (Map.Entry<ReleaseId, Portion> entry : shares.portions().entrySet()) {
      Portion portion = entry.getValue();
      if (portion.weight() > 0) {
        List<Address> at =
            portion.instances().isEmpty() ? List.of(Slot.NOWHERE) : portion.instances();
        releases.add(entry.getKey());
        addresses.add(at);
        groups.add(new Weights.Group(portion.weight(), at.size()));
        rest -= portion.weight();
      }
    }
    if (rest > 0 && rest < 100) {
      releases.add(null);
      addresses.add(List.of(Slot.NOWHERE));
      groups.add(new Weights.Group(rest, 1));
    }
    List<Integer> weights = Weights.of(groups);
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      for (Address address : addresses.get(i)) {
        seats.add(new Seat(releases.get(i), address, weights.get(i)));
      }
    }
    return seats;
  }

  /// The owner of each slot that has one now or gets one.
  Map<Slot, @Nullable ReleaseId> owners() {
    Map<Slot, @Nullable ReleaseId> owners = new HashMap<>();
    all.forEach((slot, seat) -> owners.put(slot, seat.release()));
    return owners;
  }
}
