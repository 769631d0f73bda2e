package dev.sluice.drivers.splitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.release.unit.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
  private static final Address A = new Address("127.0.0.1", 1001);
  private static final Address B = new Address("127.0.0.1", 1002);
  private static final Address C = new Address("127.0.0.1", 1003);
  private static final Address D = new Address("127.0.0.1", 1004);

  private final Exchange exchange = new Exchange();

  private static Shares shares(int canary) {
    return new Shares(
        new TreeMap<>(
            Map.of(
                Ids.OLD, new Portion(100 - canary, List.of(A, B)),
                Ids.NEW, new Portion(canary, List.of(C)))),
        null);
  }

  private List<ReleaseId> next(int count) {
    return IntStream.range(0, count).mapToObj(i -> exchange.choose(true).release()).toList();
  }

  private static long news(List<ReleaseId> releases) {
    return releases.stream().filter(Ids.NEW::equals).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 10, 25, 33, 50, 99, 100})
  void everyHundredHasExactlyTheShare(int percent) {
    exchange.share(shares(percent));

    for (int hundred = 0; hundred < 5; hundred++) {
      assertThat(news(next(100))).isEqualTo(percent);
    }
  }

  @Test
  void theShareIsSpreadEvenly() {
    exchange.share(shares(5));

    for (int twenty = 0; twenty < 10; twenty++) {
      assertThat(news(next(20))).isEqualTo(1);
    }
  }

  @Test
  void newInstancesDoNotBeginTheSharesAnew() {
    exchange.share(shares(5));
    long canary = news(next(15));
    exchange.share(
        new Shares(
            new TreeMap<>(
                Map.of(
                    Ids.OLD, new Portion(95, List.of(A, B, D)),
                    Ids.NEW, new Portion(5, List.of(C)))),
            null));

    assertThat(canary + news(next(85))).isEqualTo(5);
  }

  @Test
  void instancesTakeTurns() {
    exchange.share(shares(0));

    List<Address> chosen =
        IntStream.range(0, 10).mapToObj(i -> exchange.choose(true).instance()).toList();

    assertThat(chosen).filteredOn(A::equals).hasSize(5);
    assertThat(chosen).filteredOn(B::equals).hasSize(5);
  }

  @Test
  void anInstanceIsBusyFromTheChoiceOn() {
    exchange.share(shares(100));
    exchange.choose(true);
    exchange.choose(true);
    exchange.share(shares(0));

    assertThat(exchange.open()).containsExactly(Map.entry(C, 2L));
    exchange.done(C);
    exchange.done(C);
    assertThat(exchange.open()).isEmpty();
  }

  @Test
  void aReleaseWithoutInstancesKeepsItsShare() {
    exchange.share(
        new Shares(
            new TreeMap<>(
                Map.of(Ids.OLD, new Portion(90, List.of(A)), Ids.NEW, new Portion(10, List.of()))),
            null));

    List<Choice> choices = IntStream.range(0, 100).mapToObj(i -> exchange.choose(true)).toList();

    assertThat(choices).filteredOn(c -> Ids.NEW.equals(c.release())).hasSize(10);
    assertThat(choices)
        .filteredOn(c -> Ids.NEW.equals(c.release()))
        .allSatisfy(c -> assertThat(c.instance()).isNull());
  }

  @Test
  void anotherInstanceIsNeverTheOneThatFailed() {
    exchange.share(shares(50));

    assertThat(exchange.another(Ids.OLD, A)).isEqualTo(B);
    assertThat(exchange.another(Ids.OLD, B)).isEqualTo(A);
    assertThat(exchange.another(Ids.NEW, C)).isNull();
  }

  @Test
  void copiesAreExactAndOnlyOfWhatMayBeDoneTwice() {
    exchange.share(new Shares(shares(0).portions(), new Mirror(Ids.NEW, 20)));

    List<Choice> safe = IntStream.range(0, 100).mapToObj(i -> exchange.choose(true)).toList();
    List<Choice> unsafe = IntStream.range(0, 100).mapToObj(i -> exchange.choose(false)).toList();

    assertThat(safe).filteredOn(c -> C.equals(c.copies())).hasSize(20);
    assertThat(unsafe).allSatisfy(c -> assertThat(c.copies()).isNull());
  }

  @Test
  void nobodyIsChosenBeforeAnybodyTakesRequests() {
    assertThat(exchange.choose(true).release()).isNull();
  }
}
