package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Balancer;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.balance.Sharing;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
  private static final Release OLD = Releases.of('a');
  private static final Release NEW = Releases.of('b');
  private static final Release NEWER = Releases.of('c');

  @TempDir private Path directory;

  private final Fake balancer = new Fake();
  private final Spawner spawner = new Spawner();
  private final Probe probe = new Probe();
  private Place place;
  private Desk desk;

  @BeforeEach
  void opens() throws Exception {
    place = Place.open(directory.resolve("target"));
    desk = open();
  }

  @AfterEach
  void closes() throws InterruptedException {
    desk.end(Duration.ofSeconds(5));
    spawner.close();
    probe.close();
  }

  private Desk open() throws IOException {
    Instance.Works works =
        new Instance.Works(
            spawner, probe, new Pids(place), () -> {}, address -> 0, Duration.ofSeconds(1));
    return Desk.open(
        place, settings("127.0.0.1:1"), new Crew(place.file("logs"), works), balancer, true);
  }

  private Settings settings(String listen) {
    return new Settings(
        "shop",
        "test",
        directory.toString(),
        List.of("sleep", "60"),
        Map.of(),
        null,
        "/readyz",
        listen,
        null,
        null);
  }

  private Told.Sides sides(Release stable, Release canary) {
    return new Told.Sides(stable, canary, settings("127.0.0.1:1"));
  }

  private boolean tell(Order order) throws Exception {
    return desk.take(order, sides(OLD, NEW));
  }

  private int weight(Release release) {
    return balancer.shares.weight(release.id());
  }

  @Test
  void anOrderHasTakenEffectWhenItIsReported() throws Exception {
    assertThat(tell(new Order.SetWeight(3, 20))).isTrue();

    assertThat(weight(OLD)).isEqualTo(80);
    assertThat(weight(NEW)).isEqualTo(20);
    assertThat(desk.state().generation()).isEqualTo(3);
  }

  @Test
  void olderOrdersAreRefusedAlsoAfterARestart() throws Exception {
    tell(new Order.SetWeight(5, 20));

    assertThat(tell(new Order.SetWeight(4, 90))).isFalse();
    assertThat(tell(new Order.SetWeight(5, 20))).isFalse();
    desk = open();
    assertThat(tell(new Order.SetWeight(4, 90))).isFalse();
    desk.work();
    assertThat(weight(NEW)).isEqualTo(20);
    assertThat(desk.state().generation()).isEqualTo(5);
  }

  @Test
  void theCanaryOfOneRolloutIsTheStableOfTheNext() throws Exception {
    tell(new Order.SetWeight(1, 100));

    desk.take(new Order.SetWeight(2, 0), sides(NEW, NEWER));
    assertThat(weight(NEW)).isEqualTo(100);
    desk.take(new Order.SetWeight(3, 10), sides(NEW, NEWER));
    assertThat(weight(NEW)).isEqualTo(90);
    assertThat(weight(NEWER)).isEqualTo(10);
    assertThat(weight(OLD)).isZero();
  }

  @Test
  void whatTheBalancerDoesNotDoIsNotReportedAsDone() throws Exception {
    tell(new Order.SetWeight(1, 10));
    balancer.failure = PortException.passing("it does not answer");

    assertThat(tell(new Order.SetWeight(2, 20))).isTrue();
    assertThat(desk.state().generation()).isEqualTo(1);
    balancer.failure = null;
    desk.work();
    assertThat(desk.state().generation()).isEqualTo(2);
    assertThat(weight(NEW)).isEqualTo(20);
  }

  @Test
  void whatTheBalancerCannotDoIsNotTaken() throws Exception {
    tell(new Order.SetWeight(1, 10));
    balancer.failure = PortException.terminal("it cannot copy requests");

    assertThatThrownBy(() -> tell(new Order.SetMirror(2, 10))).hasMessageContaining("cannot copy");
    balancer.failure = null;
    desk.work();

    assertThat(balancer.shares.mirror()).isNull();
    assertThat(desk.state().generation()).isEqualTo(1);
    assertThat(tell(new Order.SetWeight(2, 30))).isTrue();
  }

  @Test
  void aBalancerThatHasForgottenEverythingIsToldAgain() throws Exception {
    tell(new Order.SetWeight(1, 10));
    balancer.shares = Shares.NONE;

    desk.count();
    desk.work();

    assertThat(weight(NEW)).isEqualTo(10);
  }

  @Test
  void theLastInstancesStayWhileTheyHaveTrafficOrCopies() throws Exception {
    tell(new Order.SetWeight(1, 0));
    tell(new Order.SetMirror(2, 5));

    for (Side side : Side.values()) {
      assertThatThrownBy(() -> tell(new Order.Scale(3, side, 0)))
          .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isFalse());
    }
    tell(new Order.SetMirror(3, 0));
    assertThat(tell(new Order.Scale(4, Side.CANARY, 0))).isTrue();
  }

  @Test
  void outsideWeightsAreSeenAndKept() throws Exception {
    tell(new Order.SetWeight(1, 10));
    desk.outside(Map.of(OLD.id(), 30, NEW.id(), 70));
    desk = open();
    desk.work();

    assertThat(weight(NEW)).isEqualTo(70);
    assertThat(desk.state().generation()).isEqualTo(1);
    assertThatThrownBy(() -> desk.outside(Map.of(OLD.id(), 60, NEW.id(), 70)))
        .isInstanceOf(PortException.class);
    assertThatThrownBy(() -> desk.outside(Map.of(NEWER.id(), 70)))
        .isInstanceOf(PortException.class);
  }

  @Test
  void exposureOutlivesARestartAndBeginsAnewWithTheNextStart() throws Exception {
    tell(new Order.SetWeight(1, 10));
    balancer.answered = Map.of(NEW.id(), 400L);
    desk.count();
    desk = open();
    balancer.answered = Map.of(NEW.id(), 50L);
    assertThat(exposed()).isEqualTo(450);

    tell(new Order.SetWeight(2, 0));
    assertThat(exposed()).isEqualTo(0);
    balancer.answered = Map.of(NEW.id(), 60L);
    tell(new Order.SetWeight(3, 10));
    assertThat(exposed()).isEqualTo(10);
  }

  private @Nullable Long exposed() throws Exception {
    return desk.state().releases().stream()
        .filter(fleet -> fleet.release().equals(NEW.id().value()))
        .findFirst()
        .map(Messages.Fleet::exposed)
        .orElse(0L);
  }

  @Test
  void aTargetThatListensElsewhereIsSaid() {
    Told.Sides other = new Told.Sides(OLD, NEW, settings("127.0.0.1:2"));

    assertThatThrownBy(() -> desk.take(new Order.SetWeight(1, 10), other))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  void nothingStartsThatCannot() throws Exception {
    Settings settings = settings("127.0.0.1:1");
    for (List<String> command :
        List.of(
            List.of("no-such-program"),
            List.of("sleep", "{{artifact}}"),
            List.of("sleep", "{{x}}"))) {
      Settings bad =
          new Settings(
              "shop",
              "test",
              settings.directory(),
              command,
              Map.of(),
              null,
              "/",
              "127.0.0.1:1",
              null,
              null);
      assertThatThrownBy(
              () -> desk.take(new Order.Scale(1, Side.CANARY, 1), new Told.Sides(OLD, NEW, bad)))
          .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue());
    }
    assertThat(Files.exists(place.file("told.json"))).isFalse();
  }

  /// Does what it is told, unless it is told to fail.
  private static final class Fake implements Balancer {
    private Shares shares = Shares.NONE;
    private Map<ReleaseId, Long> answered = new TreeMap<>();
    private @Nullable PortException failure;

    @Override
    public void share(Shares next) throws PortException {
      PortException now = failure;
      if (now != null) {
        throw now;
      }
      shares = next;
    }

    @Override
    public Sharing seen() {
      return new Sharing(shares, answered, Map.<Address, Long>of());
    }

    @Override
    public void close() {}
  }
}
