package dev.sluice.drivers.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.haproxy.Weights.Group;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovesTest {
  private static final ReleaseId A = new ReleaseId("sha256:" + "a".repeat(64));
  private static final ReleaseId B = new ReleaseId("sha256:" + "b".repeat(64));
  private static final int SLOTS = 12;

  /// A HAProxy that does one command after the other.
  private static final class Model {
    private final String[] addresses = new String[SLOTS];
    private final int[] weights = new int[SLOTS];
    private final boolean[] ready = new boolean[SLOTS];

    Model() {
      IntStream.range(0, SLOTS).forEach(i -> addresses[i] = "127.0.0.1:1");
    }

    List<Slot> slots() {
      return IntStream.range(0, SLOTS)
          .mapToObj(i ->
              new Slot(i, "slot" + i, Address.parse(addresses[i]), ready[i] ? weights[i] : 0, 0, 0))
          .toList();
    }

    void run(String command) {
      String[] words = command.split(" ", -1);
      int slot = Integer.parseInt(words[2].replaceAll(".*slot", ""));
      switch (words[3]) {
        case "weight" -> weights[slot] = Integer.parseInt(words[4]);
        case "state" -> ready[slot] = words[4].equals("ready");
        default -> {
          assertThat(ready[slot]).as("takes requests while its address changes").isFalse();
          addresses[slot] = words[4] + ":" + words[6];
        }
      }
    }

    /// Share of the requests that goes to the addresses that begin with a port's digit.
    double share(String digit) {
      double sum = 0;
      double those = 0;
      for (int i = 0; i < SLOTS; i++) {
        int weight = ready[i] ? weights[i] : 0;
        sum += weight;
        those += addresses[i].contains(":" + digit) ? weight : 0;
      }
      return sum == 0 ? 0 : 100 * those / sum;
    }
  }

  private static List<Address> instances(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(port -> new Address("127.0.0.1", port))
        .toList();
  }

  private static Shares shares(int canary, int stables, int canaries) {
    return new Shares(
        new TreeMap<>(
            Map.of(
                A,
                new Portion(100 - canary, instances(2000, stables)),
                B,
                new Portion(canary, instances(3000, canaries)))),
        null);
  }

  @Test
  void noCommandSendsTheCanaryMoreThanBeforeOrAfter() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Model model = new Model();
      Owners owners = Owners.NONE;
      int before = 0;
      for (int step = 0; step < 6; step++) {
        int canary = random.nextInt(21) * 5;
        Shares shares = shares(canary, 1 + random.nextInt(4), 1 + random.nextInt(4));
        List<Slot> slots = model.slots();
        Seats seats = Seats.of(shares, slots, owners);
        Owners next = owners.with(slots, seats.owners());
        List<String> commands = Moves.of("shop", slots, owners, seats, shares);
        for (String command : commands) {
          model.run(command);
          if (step > 0 && model.share("") > 0) {
            double most = Math.max(before, canary);
            double least = Math.min(before, canary);
            // Instances come and go one by one, so that in between it is off by what one has.
            double one = slots.stream().filter(Slot::isOn).count() > 0 ? 34 : 0;
            assertThat(model.share("3")).as(commands.toString()).isBetween(least - one, most + one);
          }
        }
        assertThat(Math.round(model.share("3"))).isEqualTo(canary);
        before = canary;
        owners = next;
      }
    }
  }

  @Test
  void withTheSameInstancesTheShareNeverLeavesTheWay() throws Exception {
    for (int from = 0; from <= 100; from += 5) {
      for (int to = 0; to <= 100; to += 5) {
        Model model = new Model();
        Owners owners = Owners.NONE;
        for (int canary : List.of(from, to)) {
          List<Slot> slots = model.slots();
          Shares shares = shares(canary, 2, 1);
          Seats seats = Seats.of(shares, slots, owners);
          List<String> commands = Moves.of("shop", slots, owners, seats, shares);
          for (String command : commands) {
            model.run(command);
            if (canary == to && slots.stream().anyMatch(Slot::isOn)) {
              assertThat(model.share("")).isEqualTo(100);
              assertThat(model.share("3"))
                  .as(from + " to " + to + ": " + commands)
                  .isBetween(Math.min(from, to) - 12.0, Math.max(from, to) + 12.0);
            }
          }
          owners = owners.with(slots, seats.owners());
        }
      }
    }
  }

  @Test
  void anInstanceThatIsNotReadyLeavesFirst() throws Exception {
    Model model = new Model();
    Shares both = shares(50, 2, 2);
    List<Slot> empty = model.slots();
    Seats seats = Seats.of(both, empty, Owners.NONE);
    Moves.of("shop", empty, Owners.NONE, seats, both).forEach(model::run);
    Owners owners = Owners.NONE.with(empty, seats.owners());
    List<Slot> slots = model.slots();
    Shares less = shares(50, 2, 1);
    List<String> commands = Moves.of("shop", slots, owners, Seats.of(less, slots, owners), less);
    String gone =
        slots.stream()
            .filter(s -> String.valueOf(s.address()).endsWith(":3001"))
            .findFirst()
            .orElseThrow()
            .name();
    assertThat(commands.getFirst()).isEqualTo("set server shop/" + gone + " state maint");
  }

  @Test
  void weightsAreExactWhereTheyCanBe() throws Exception {
    assertThat(Weights.of(List.of(new Group(90, 2), new Group(10, 1)))).containsExactly(252, 56);
    assertThat(Weights.of(List.of(new Group(95, 3), new Group(5, 1)))).containsExactly(247, 39);
    assertThat(Weights.of(List.of(new Group(100, 5)))).containsExactly(256);
    assertThat(Weights.of(List.of())).isEmpty();
    assertThat(Weights.of(List.of(new Group(99, 1), new Group(1, 2)))).containsExactly(198, 1);
    assertThatThrownBy(() -> Weights.of(List.of(new Group(99, 1), new Group(1, 10))))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("1 % for 10 instances")
        .hasMessageContaining("2.8 points");
  }

  @Test
  void keepsOwnersInOneWord() {
    Owners owners =
        new Owners(Map.of(1, new Owners.Owner(A, 7), 12, new Owners.Owner(B, 0)), Map.of(A, 100L));
    assertThat(Owners.parse(owners.text())).isEqualTo(owners);
    assertThat(owners.text()).matches("[a-z0-9.-]+");
    assertThat(Owners.parse(Owners.NONE.text())).isEqualTo(Owners.NONE);
    assertThat(Owners.parse("what is this")).isEqualTo(Owners.NONE);
  }

  @Test
  void countsOnWhenASlotChangesHands() {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot(1, "slot1", null, 0, 0, 50));
    slots.add(new Slot(2, "slot2", null, 0, 0, 30));
    Owners owners =
        new Owners(Map.of(1, new Owners.Owner(A, 10), 2, new Owners.Owner(A, 0)), Map.of());
    assertThat(owners.answered(slots)).isEqualTo(Map.of(A, 70L));
    Owners next = owners.with(slots, Map.of(slots.getFirst(), B));
    assertThat(next.answered(slots)).isEqualTo(Map.of(A, 70L, B, 0L));
  }
}
