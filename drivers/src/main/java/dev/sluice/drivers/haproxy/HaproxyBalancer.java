package dev.sluice.drivers.haproxy;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Balancer;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.balance.Sharing;
import dev.sluice.drivers.haproxy.Seats.Seat;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.ReleaseId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A HAProxy 2.6 or newer that runs beside the instances. One of its backends is ours: all its
/// servers, best made by `server-template`, are slots that get an address, a weight and a state as
/// needed. What it is told lasts until it is reloaded; then it has forgotten everything, sends
/// nothing to anybody, and [#seen] says so.
///
/// Everything is told in one line, which HAProxy does to its end even if nobody waits for it. For
/// one thread at a time that shares; [#seen] is safe for several.
public final class HaproxyBalancer implements Balancer {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
  private static final Pattern VARIABLE = Pattern.compile("proc\\.\\S+: type=str value=<([^>]*)>");
  private static final Pattern EXPECTED =
      Pattern.compile("(no need to change|IP changed|port changed).*");

  private final RuntimeApi api;
  private final String socket;
  private final String backend;
  private final String variable;

  /// The HAProxy behind a runtime API.
  ///
  /// @param socket path of the runtime API, or host:port
  /// @param backend the backend whose servers are ours
  /// @throws PortException terminal, when that is no name
  public static HaproxyBalancer of(String socket, String backend) throws PortException {
    if (!NAME.matcher(backend).matches()) {
      throw PortException.terminal("expected the name of a HAProxy backend, but found " + backend);
    }
    return new HaproxyBalancer(socket, backend);
  }

  private HaproxyBalancer(String socket, String backend) {
    this.api = new RuntimeApi(socket, Duration.ofSeconds(5));
    this.socket = requireNonNull(socket, "socket");
    this.backend = backend;
    this.variable = "proc.sluice_" + encoded(backend);
  }

  /// Names of variables have letters, digits and underscores only.
  private static String encoded(String name) {
    return name.chars()
        .mapToObj(c ->
            Character.isLetterOrDigit(c)
                ? Character.toString(c)
                : String.format(Locale.ROOT, "_%02x", c))
        .collect(Collectors.joining());
  }

  /// What HAProxy has now.
  private record Present(List<Slot> slots, Owners owners) {}

  private Present present() throws PortException, InterruptedException {
    String answer = api.ask(List.of("show stat " + backend + " 4 -1", "get var " + variable));
    List<Slot> slots = Slot.of(backend, answer);
    if (slots.isEmpty()) {
      throw PortException.terminal(
          "HAProxy at "
              + socket
              + " has no backend "
              + backend
              + " with servers: "
              + "name one with 'server-template slot 20 127.0.0.1:1 disabled'");
    }
    Matcher owners = VARIABLE.matcher(answer);
    return new Present(slots, owners.find() ? Owners.parse(owners.group(1)) : Owners.NONE);
  }

  @Override
  public void share(Shares shares) throws PortException, InterruptedException {
    if (shares.mirror() != null) {
      throw PortException.terminal(
          "HAProxy cannot copy requests: a shadow needs the built-in splitter or a service mesh");
    }
    Shares numeric = numeric(shares);
    Present present = present();
    Seats seats = Seats.of(numeric, present.slots(), present.owners());
    Owners owners = present.owners().with(present.slots(), seats.owners());
    List<String> commands = new ArrayList<>();
    commands.add("experimental-mode on");
    commands.add("set var " + variable + " str(" + owners.text() + ")");
    commands.addAll(Moves.of(backend, present.slots(), present.owners(), seats, numeric));
    check(api.ask(commands), seats, owners);
  }

  /// It is so only when HAProxy says that it is.
  private void check(String answer, Seats seats, Owners owners)
      throws PortException, InterruptedException {
    Present now = present();
    boolean done = now.owners().equals(owners);
    for (Slot slot : now.slots()) {
      Seat seat = null;
      for (Map.Entry<Slot, Seat> entry : seats.all().entrySet()) {
        seat = entry.getKey().id() == slot.id() ? entry.getValue() : seat;
      }
      done &=
          seat == null
              ? !slot.isOn()
              : slot.weight() == seat.weight() && seat.address().equals(slot.address());
    }
    if (!done) {
      String complaint =
          answer
              .lines()
              .filter(line -> !line.isBlank() && !EXPECTED.matcher(line).matches())
              .findFirst()
              .orElse("something else changed it, or its health checks or slowstart do");
      String message = "HAProxy at " + socket + " did not do what it was told: " + complaint;
      throw complaint.contains("static LB algorithm") || complaint.contains("Unknown command")
          ? PortException.terminal(
              message + "; use balance roundrobin or leastconn, and 2.6 or newer")
          : PortException.passing(message);
    }
  }

  /// HAProxy takes no names of hosts.
  private static Shares numeric(Shares shares) throws PortException {
    SortedMap<ReleaseId, Portion> portions = new TreeMap<>();
    for (Map.Entry<ReleaseId, Portion> entry : shares.portions().entrySet()) {
      List<Address> addresses = new ArrayList<>();
      for (Address address : entry.getValue().instances()) {
        try {
          String host = InetAddress.getByName(address.host()).getHostAddress();
          addresses.add(new Address(host, address.port()));
        } catch (UnknownHostException e) {
          throw PortException.passing("nobody knows the address of " + address.host(), e);
        }
      }
      portions.put(entry.getKey(), new Portion(entry.getValue().weight(), addresses));
    }
    return new Shares(portions, null);
  }

  @Override
  public Sharing seen() throws PortException, InterruptedException {
    Present present = present();
    Map<ReleaseId, Integer> weights = new HashMap<>();
    Map<ReleaseId, List<Address>> instances = new TreeMap<>();
    Map<Address, Long> open = new HashMap<>();
    int sum = 0;
    for (Slot slot : present.slots()) {
      ReleaseId release = present.owners().of(slot);
      Address address = slot.address();
      sum += slot.weight();
      if (slot.isOn() && release != null) {
        weights.merge(release, slot.weight(), Integer::sum);
        List<Address> at = instances.computeIfAbsent(release, id -> new ArrayList<>());
        if (address != null && !address.equals(Slot.NOWHERE)) {
          at.add(address);
        }
      }
      if (address != null && slot.open() > 0) {
        open.merge(address, slot.open(), Long::sum);
      }
    }
    SortedMap<ReleaseId, Portion> portions = new TreeMap<>();
    Map<ReleaseId, Integer> percent = Percent.of(weights, sum);
    instances.forEach(
        (release, at) -> portions.put(release, new Portion(percent.getOrDefault(release, 0), at)));
    return new Sharing(
        new Shares(portions, null), present.owners().answered(present.slots()), open);
  }

  @Override
  public void close() {
    // Each question has a connection of its own. HAProxy goes on.
  }
}
