package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.Load;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ProcessTargetIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;

  private Shop shop;
  private Release good;
  private Release better;
  private Pair pair;
  private ProcessTarget target;

  @BeforeEach
  void opens() throws Exception {
    try {
      Spawner.setpriv();
    } catch (PortException e) {
      Assumptions.abort(String.valueOf(e.getMessage()));
    }
    shop = new Shop(directory.toRealPath());
    good = shop.release(Behaviour.failing("1", 0));
    better = shop.release(Behaviour.failing("2", 0));
    pair = new Pair("shop", "test", good, better);
    target = shop.target(ProcessTarget.Life.WITH_US);
  }

  @AfterEach
  void endsEverything() throws Exception {
    target.close();
    List<ProcessHandle> left = shop.left(SOON);
    shop.clear();
    assertThat(left).isEmpty();
  }

  private void serve(int stable) throws Exception {
    target.tell(pair, new Order.Scale(1, Side.STABLE, stable));
    target.tell(pair, new Order.SetWeight(2, 0));
    Shop.until(target, pair, seen -> seen.stable().ready() == stable);
  }

  private void weight(long generation, int weight) throws Exception {
    target.tell(pair, new Order.SetWeight(generation, weight));
    Seen seen = target.look(pair);
    assertThat(seen.generation()).isEqualTo(generation);
    assertThat(seen.canary().weight()).isEqualTo(weight);
    assertThat(seen.stable().weight()).isEqualTo(100 - weight);
    Thread.sleep(1200);
  }

  @Test
  void aRolloutLosesNoRequest() throws Exception {
    serve(2);
    Instant begin = Instant.now();
    Load.Result result;
    try (Load load = Load.start(shop.uri(), 60, 1000)) {
      Thread.sleep(1500);
      target.tell(pair, new Order.Scale(3, Side.CANARY, 2));
      Shop.until(target, pair, seen -> seen.canary().ready() == 2);
      weight(4, 10);
      weight(5, 50);
      weight(6, 100);
      target.tell(pair, new Order.Scale(7, Side.STABLE, 0));
      Seen seen = Shop.until(target, pair, s -> s.generation() == 7 && s.stable().replicas() == 0);
      assertThat(seen.stable().ready()).isZero();
      Thread.sleep(1500);
      result = load.stop();
    }
    Thread.sleep(1100);

    assertThat(result.answered()).isGreaterThan(300);
    assertThat(result).extracting(Load.Result::last).isEqualTo("");
    assertThat(result.errors()).isZero();
    Seen end = target.look(pair);
    assertThat(end.exposed()).isBetween(100L, result.answered());
    assertThat(counted(begin)).isBetween(result.answered() - 120, result.answered());
  }

  private long counted(Instant begin) throws Exception {
    Cd.Analysis criterion =
        new Cd.Analysis(
            Origin.NONE, "errors", "splitter", null, null, null, null, null, null, null);
    try (MetricSource source = target.source()) {
      long sum = 0;
      for (Observation observation :
          source.measure(criterion, pair, begin, Instant.now(), Duration.ofSeconds(1))) {
        assertThat(observation).isInstanceOf(Observation.Counted.class);
        Observation.Counted counted = (Observation.Counted) observation;
        sum += counted.stable().requests() + counted.canary().requests();
      }
      return sum;
    }
  }

  @Test
  void anInstanceThatDiesIsStartedAgain() throws Exception {
    serve(2);
    try (Load load = Load.start(shop.uri(), 50, 50)) {
      Thread.sleep(300);
      ProcessHandle killed = shop.instances().getFirst();
      assertThat(killed.destroyForcibly()).isTrue();
      Shop.until(target, pair, seen -> seen.stable().ready() == 1);
      Shop.until(target, pair, seen -> seen.stable().ready() == 2);
      assertThat(shop.instances()).hasSize(2).doesNotContain(killed);
      assertThat(load.stop()).extracting(Load.Result::last).isEqualTo("");
    }
  }

  private ProcessHandle supervisor() {
    List<ProcessHandle> all = new ArrayList<>(shop.running());
    all.removeAll(shop.instances());
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void aKilledSupervisorLeavesNothingAndComesBackWithTheSameShares() throws Exception {
    serve(1);
    target.tell(pair, new Order.Scale(3, Side.CANARY, 1));
    Shop.until(target, pair, seen -> seen.canary().ready() == 1);
    target.tell(pair, new Order.SetWeight(4, 30));
    assertThat(supervisor().destroyForcibly()).isTrue();
    assertThat(shop.left(SOON)).isEmpty();

    Seen seen = Shop.until(target, pair, s -> s.stable().ready() == 1 && s.canary().ready() == 1);

    assertThat(seen.generation()).isEqualTo(4);
    assertThat(seen.stable().weight()).isEqualTo(70);
    assertThat(seen.canary().weight()).isEqualTo(30);
    try (Load load = Load.start(shop.uri(), 100, 50)) {
      Thread.sleep(500);
      assertThat(load.stop()).extracting(Load.Result::last).isEqualTo("");
    }
  }

  @Test
  void anOlderOrderIsRefusedAndTheSameTwiceIsOnce() throws Exception {
    serve(1);
    try (ProcessTarget other = shop.target(ProcessTarget.Life.DETACHED)) {
      target.tell(pair, new Order.Scale(9, Side.CANARY, 1));
      other.tell(pair, new Order.Scale(5, Side.CANARY, 3));
      target.tell(pair, new Order.Scale(9, Side.CANARY, 1));

      assertThat(other.look(pair).canary().replicas()).isEqualTo(1);
      assertThat(other.look(pair).generation()).isEqualTo(9);
    }
  }

  @Test
  void whatSomebodyElseChangesIsSeen() throws Exception {
    serve(1);
    target.tell(pair, new Order.Scale(3, Side.CANARY, 1));
    Shop.until(target, pair, seen -> seen.canary().ready() == 1);
    Launcher.Reached reached =
        new Launcher(Place.of(shop.root(), "test", "shop"), settings(), false).find();
    assertThat(reached).isNotNull();
    try (Client client =
        new Client(new Launcher(Place.of(shop.root(), "test", "shop"), settings(), false))) {
      client.weights(new Messages.Weights(Map.of(good.id().value(), 40, better.id().value(), 60)));
    }

    Seen seen = target.look(pair);

    assertThat(seen.canary().weight()).isEqualTo(60);
    assertThat(seen.generation()).isEqualTo(3);
  }

  private Settings settings() {
    return Settings.of(shop.root(), "shop", "test", shop.processes());
  }

  @Test
  void theLastInstancesStayWhileTheyHaveTraffic() throws Exception {
    serve(1);

    assertThatThrownBy(() -> target.tell(pair, new Order.Scale(3, Side.STABLE, 0)))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isFalse())
        .hasMessageContaining("still has traffic");
    assertThat(target.look(pair).stable().ready()).isEqualTo(1);
  }

  @Test
  void anotherArtifactThanTheReleaseSaysIsNeverStarted() throws Exception {
    Files.writeString(shop.file(better.digests().first()), "{\"version\": \"evil\"}");
    serve(1);

    assertThatThrownBy(() -> target.tell(pair, new Order.Scale(3, Side.CANARY, 1)))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("to have the digest");
    assertThat(target.look(pair).generation()).isEqualTo(2);
  }

  @Test
  void aDetachedSupervisorOutlivesTheProcessThatSteersIt() throws Exception {
    Process steerer = steerer(ProcessTarget.Life.DETACHED);
    steerer.destroyForcibly();
    steerer.waitFor();

    Seen seen = target.look(pair);

    assertThat(seen.stable().ready()).isEqualTo(1);
    assertThat(seen.generation()).isEqualTo(2);
    target.stop();
  }

  @Test
  void aSupervisorWithAParentEndsWithIt() throws Exception {
    Process steerer = steerer(ProcessTarget.Life.WITH_US);
    assertThat(shop.running().size()).isGreaterThan(2);
    steerer.destroyForcibly();

    assertThat(shop.left(SOON)).isEmpty();
  }

  private Process steerer(ProcessTarget.Life life) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Steerer.class.getName(),
                shop.root().toString(),
                Integer.toString(shop.port()),
                life.name(),
                good.canonical(),
                better.canonical())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }
}
