package dev.sluice.drivers.haproxy;

import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.haproxy.Seats.Seat;
import dev.sluice.release.unit.ReleaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commands that lead from what is to what shall be. After each of them requests go to ready
/// instances only, and each release gets no more than before or after, as far as whole weights
/// allow. A slot gets another address only while it gets no requests.
final class Moves {
  /// @param weight after the move
  private record Move(Slot slot, int weight, List<String> commands) {}

  private final String backend;
  private final Seats seats;
  private final Owners owners;
  private final Map<Slot, Integer> weights = new HashMap<>();
  private final List<String> commands = new ArrayList<>();

  private Moves(String backend, Seats seats, Owners owners, List<Slot> slots) {
    this.backend = backend;
    this.seats = seats;
    this.owners = owners;
    slots.forEach(slot -> weights.put(slot, slot.weight()));
  }

  static List<String> of(
      String backend, List<Slot> slots, Owners owners, Seats seats, Shares shares) {
    Moves moves = new Moves(backend, seats, owners, slots);
    List<Move> left = new ArrayList<>();
    for (Slot slot : slots) {
      Seat seat = seats.all().get(slot);
      if (seat == null && slot.isOn()) {
        Move leave = new Move(slot, 0, List.of(moves.set(slot, "state maint")));
        if (moves.isUnready(slot, shares)) {
          moves.go(leave);
        } else {
          left.add(leave);
        }
      } else if (seat != null && !slot.isOn()) {
        left.add(moves.enter(slot, seat));
      } else if (seat != null && slot.weight() != seat.weight()) {
        left.add(new Move(slot, seat.weight(), List.of(moves.weight(slot, seat))));
      }
    }
    moves.order(left);
    return List.copyOf(moves.commands);
  }

  /// An instance of a release that goes on without it is not ready any more. So is what nobody
  /// knows.
  private boolean isUnready(Slot slot, Shares shares) {
    ReleaseId release = owners.of(slot);
    Portion portion = release == null ? null : shares.portions().get(release);
    return release == null || (portion != null && portion.weight() > 0);
  }

  private Move enter(Slot slot, Seat seat) {
    return new Move(
        slot,
        seat.weight(),
        List.of(
            set(slot, "state maint"),
            set(slot, "addr " + seat.address().host() + " port " + seat.address().port()),
            weight(slot, seat),
            set(slot, "state ready")));
  }

  private String weight(Slot slot, Seat seat) {
    return set(slot, "weight " + seat.weight());
  }

  private String set(Slot slot, String what) {
    return "set server " + backend + "/" + slot.name() + " " + what;
  }

  private void go(Move move) {
    commands.addAll(move.commands());
    weights.put(move.slot(), move.weight());
  }

  /// Always the move next after which no release has more than it may.
  private void order(List<Move> left) {
    Map<Slot, Integer> last = new HashMap<>(weights);
    left.forEach(move -> last.put(move.slot(), move.weight()));
    Map<String, Double> before = shares(weights);
    Map<String, Double> after = shares(last);
    while (!left.isEmpty()) {
      Move best = left.getFirst();
      double least = Double.POSITIVE_INFINITY;
      for (Move move : left) {
        Map<Slot, Integer> then = new HashMap<>(weights);
        then.put(move.slot(), move.weight());
        double over = over(shares(then), before, after);
        if (over < least - 1e-9) {
          least = over;
          best = move;
        }
      }
      go(best);
      left.remove(best);
    }
  }

  private static double over(
      Map<String, Double> now, Map<String, Double> before, Map<String, Double> after) {
    if (now.isEmpty()) {
      return 1;
    }
    Set<String> releases = new HashSet<>(now.keySet());
    releases.addAll(before.keySet());
    releases.addAll(after.keySet());
    double worst = 0;
    for (String release : releases) {
      double share = now.getOrDefault(release, 0.0);
      double one = before.getOrDefault(release, 0.0);
      double two = after.getOrDefault(release, 0.0);
      worst = Math.max(worst, share - Math.max(one, two));
      worst = Math.max(worst, Math.min(one, two) - share);
    }
    return worst;
  }

  private Map<String, Double> shares(Map<Slot, Integer> weighing) {
    double sum = weighing.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Double> shares = new HashMap<>();
    if (sum > 0) {
      weighing.forEach((slot, weight) -> {
        Seat seat = seats.all().get(slot);
        ReleaseId release = seat == null ? owners.of(slot) : seat.release();
        shares.merge(name(release), weight / sum, Double::sum);
      });
    }
    return shares;
  }

  private static String name(@Nullable ReleaseId release) {
    return release == null ? "" : release.value();
  }
}
