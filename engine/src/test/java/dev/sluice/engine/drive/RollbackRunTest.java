package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.engine.plan.Declared;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.SchemaRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rollbacks that people ask for, of one service and of two, on a real store.
class RollbackRunTest {
  private static final String YAML =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: store}
      context:
        services:
          - {name: orders}
          - {name: shop, dependsOn: [orders]}
      environments:
        - {name: production, production: true}
      cd:
        strategy:
          canary:
            steps: [{setWeight: 50}, {pause: PT10S}]
            bake: PT10S
            analysis:
              - {name: errors, source: planet, compare: baseline, query: {bad: b, total: t}}
        targets:
          - {environment: production, service: orders,
             processes: {command: [o], listen: "127.0.0.1:1"}}
          - {environment: production, service: shop,
             processes: {command: [s], listen: "127.0.0.1:2"}}
      releaseSafety:
        schema:
          onIncompatible: freeze
          versions: [{store: db, command: [version]}]
        recovery: {checks: [errors], within: PT5M}
      """;

  @TempDir private Path directory;

  private final Sky sky = new Sky("orders", "shop");
  private Store store;
  private Engine engine;

  @BeforeEach
  void bothServicesHaveTheirSecondRelease() {
    store = Sqlite.open(directory.resolve("sluice.db"));
    engine =
        new Engine(
            store,
            sky,
            (_, _, _) -> null,
            Settings.STANDARD,
            sky,
            "one",
            e -> {
              throw new AssertionError(e);
            });
    for (String service : List.of("orders", "shop")) {
      Release old = release(service, 'a', "db");
      Deployment first =
          new Deployment(old, "production", Planet.T0.minus(Duration.ofDays(1)), true);
      assertThat(store.deployFirst(first, "ops")).isTrue();
      sky.planet(service).runs(old.id(), 1);
      sky.planet(service).schema("db", 2);
      begin(planning().rollout("production", release(service, 'b', "db"), sky.instant()));
    }
    pass(Duration.ofMinutes(4));
    assertThat(store.runs(RunFilter.all(9))).extracting(Run::phase).containsOnly("HEALTHY");
  }

  @AfterEach
  void everyLogGivesWhatWasKept() {
    for (Run run : store.runs(RunFilter.all(20))) {
      assertThat(new Journal(store).replay(run).agrees(run)).as(run.id()).isTrue();
    }
    engine.close();
    store.close();
    assertThat(sky.wrongs()).isEmpty();
  }

  private static Release release(String service, char digit, String store) {
    return new Release(
        service,
        new TreeMap<>(Map.of(service, new Digest("sha256:" + String.valueOf(digit).repeat(64)))),
        null,
        new TreeMap<>(),
        new TreeMap<>(Map.of(store, new SchemaRange(1, 2))));
  }

  private Planning planning() {
    Loaded loaded =
        DeliveryLoader.standard().load("delivery.yaml", YAML.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.problems()).isEmpty();
    return new Planning(new Declared(((Loaded.Sound) loaded).delivery()), store);
  }

  private String begin(Planned<? extends Brief> planned) {
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    Brief brief = ((Planned.Ready<?>) planned).brief();
    assertThat(engine.begin(brief, "mia")).isEqualTo(new Opened.Begun());
    return brief.id();
  }

  private Planned<Brief.OfRollback> planned(boolean drill, String... services) {
    return planning().rollback(List.of(services), "production", "mia", drill, sky.instant());
  }

  private String rollback(String... services) {
    return begin(planned(false, services));
  }

  private void pass(Duration time) {
    for (long millis = 0; millis < time.toMillis(); millis += 500) {
      engine.pass(Runnable::run);
      sky.pass(Duration.ofMillis(500));
    }
  }

  private String phase(String run) {
    return requireNonNull(store.run(run)).phase();
  }

  private int weight(String service, char digit) {
    return sky.planet(service).weight(release(service, digit, "db").id());
  }

  @Test
  void severalServicesGoBackAsOneThoseThatCallOthersFirst() {
    String back = rollback("orders", "shop");
    pass(Duration.ofMinutes(2));
    assertThat(phase(back)).isEqualTo("RETURNED");
    assertThat(weight("orders", 'a')).isEqualTo(100);
    assertThat(weight("shop", 'a')).isEqualTo(100);
    assertThat(new Journal(store).decisions(back))
        .filteredOn(d -> d.what().equals("tell"))
        .extracting(d -> d.why().substring(0, d.why().indexOf(':')))
        .startsWith("shop")
        .endsWith("orders");
    assertThat(phase(back + "-recovery")).isEqualTo("RECOVERED");
    assertThat(sky.records())
        .filteredOn(r -> !r.kind().equals("rollout"))
        .extracting(Outside.Evidence::kind, Outside.Evidence::succeeded)
        .containsExactly(tuple("rollback", true), tuple("recovery-check", true));
    assertThat(sky.records().getLast().summary()).contains("orders/errors", "shop/errors");
  }

  @Test
  void oneServiceOfAGroupThatDoesNotRecoverIsNamed() {
    sky.planet("shop").sourceDown(true);
    String back = rollback("shop", "orders");
    pass(Duration.ofMinutes(17));
    assertThat(phase(back + "-recovery")).isEqualTo("NOT_RECOVERED");
    assertThat(sky.records().getLast())
        .returns("recovery-check", Outside.Evidence::kind)
        .returns(false, Outside.Evidence::succeeded)
        .returns("not passed after it: shop/errors", Outside.Evidence::summary);
  }

  @Test
  void targetIsFreeOnceTheTrafficIsBackAndARecoveryThatNothingShowsEnds() {
    String back = rollback("shop");
    sky.planet("shop").sourceDown(true);
    pass(Duration.ofMinutes(2));
    assertThat(phase(back)).isEqualTo("RETURNED");
    assertThat(requireNonNull(store.run(back + "-recovery")).open()).isTrue();
    begin(planning().rollout("production", release("shop", 'c', "db"), sky.instant()));
    pass(Duration.ofMinutes(16));
    assertThat(phase(back + "-recovery")).isEqualTo("NOT_RECOVERED");
    assertThat(sky.records())
        .filteredOn(r -> !r.kind().equals("rollout"))
        .extracting(Outside.Evidence::kind, Outside.Evidence::succeeded)
        .containsExactly(tuple("rollback", false), tuple("recovery-check", false));
  }

  @Test
  void recoveryThatIsShownTooLateDidNotKeepWhatWasDeclared() {
    String back = rollback("shop");
    sky.planet("shop").sourceDown(true);
    pass(Duration.ofMinutes(6));
    sky.planet("shop").sourceDown(false);
    pass(Duration.ofMinutes(1));
    assertThat(phase(back + "-recovery")).isEqualTo("RECOVERED");
    assertThat(sky.records().getLast())
        .returns("recovery-check", Outside.Evidence::kind)
        .returns(false, Outside.Evidence::succeeded)
        .satisfies(r -> assertThat(r.summary()).endsWith("later than the declared 5 min 0 s"));
  }

  @Test
  void incompatibleSchemaFreezesThePlaceUntilSomebodyLetsIt() {
    sky.planet("shop").schema("db", 3);
    String back = rollback("shop");
    pass(Duration.ofSeconds(20));
    assertThat(phase(back)).isEqualTo("REFUSED");
    assertThat(weight("shop", 'b')).isEqualTo(100);
    assertThat(sky.notices()).extracting(Outside.Notice::reason).containsExactly("Frozen");
    Hold hold = store.holds().at("shop", "production").getFirst();
    String again =
        begin(planning().rollout("production", release("shop", 'c', "db"), sky.instant()));
    assertThat(requireNonNull(store.run(again)).open()).isFalse();
    assertThat(planned(false, "orders", "shop"))
        .isInstanceOfSatisfying(
            Planned.Refused.class,
            r -> {
              assertThat(r.why()).contains("shop is frozen in production");
              assertThat(r.fix()).contains("sluice hold lift " + hold.id());
            });
    assertThat(store.lift(hold.id(), new Hold.Lifted("lea", sky.instant(), "moved"))).isTrue();
    sky.planet("shop").schema("db", 2);
    sky.pass(Duration.ofSeconds(1));
    String next = rollback("shop");
    pass(Duration.ofMinutes(1));
    assertThat(phase(next)).isEqualTo("RETURNED");
  }

  @Test
  void drillThatFindsAnIncompatibleSchemaFreezesNobody() {
    sky.planet("shop").schema("db", 3);
    String drill = begin(planned(true, "shop"));
    pass(Duration.ofSeconds(20));
    assertThat(phase(drill)).isEqualTo("REFUSED");
    assertThat(store.holds().all()).isEmpty();
    assertThat(sky.records().getLast())
        .returns("rollback-drill", Outside.Evidence::kind)
        .returns(false, Outside.Evidence::succeeded);
  }

  @Test
  void versionThatNobodyTellsRefusesTheRollbackInTheEndAndLeavesTheTarget() {
    sky.planet("shop").schemasUnknown(PortException.passing("the database does not answer"));
    String back = rollback("shop");
    pass(Duration.ofMinutes(5));
    assertThat(phase(back)).isEqualTo("CHECKING");
    assertThat(requireNonNull(store.run(back)).state()).contains("the database does not answer");
    pass(Duration.ofMinutes(6));
    assertThat(phase(back)).isEqualTo("REFUSED");
    assertThat(store.holds().at("shop", "production")).isEmpty();
    assertThat(weight("shop", 'b')).isEqualTo(100);
    begin(planning().rollout("production", release("shop", 'c', "db"), sky.instant()));
  }

  @Test
  void storeWhoseVersionNothingTellsIsRefusedBeforeAnythingBegins() {
    begin(planning().rollout("production", release("shop", 'c', "ledger"), sky.instant()));
    pass(Duration.ofMinutes(4));
    begin(planning().rollout("production", release("shop", 'd', "db"), sky.instant()));
    pass(Duration.ofMinutes(4));
    assertThat(planned(false, "shop"))
        .isInstanceOfSatisfying(
            Planned.Refused.class,
            r -> {
              assertThat(r.why()).contains("the schema of ledger", "of shop needs at 1..2");
              assertThat(r.fix()).contains("releaseSafety.schema.versions");
            });
  }

  @Test
  void recoveryIsComparedWithTheTimeBeforeTheFirstTrafficOfTheBadRelease() {
    String back = rollback("shop");
    Brief.OfRollback brief = (Brief.OfRollback) new Journal(store).brief(back);
    Decision weighed =
        store.runs(RunFilter.all(9).on("shop", "production")).stream()
            .flatMap(run -> new Journal(store).decisions(run.id()).stream())
            .filter(d -> d.what().equals("tell") && d.why().contains("SetWeight"))
            .findFirst()
            .orElseThrow();
    assertThat(brief.spec().baselineUntil()).isBeforeOrEqualTo(weighed.at().plusSeconds(3));
  }
}
