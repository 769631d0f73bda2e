package dev.sluice.flow.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Churn;
import dev.sluice.flow.fact.Exposed;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final Instant NEWEST = Instant.parse("2026-05-01T00:00:00Z");

  private static Signals of(String context, Fact... facts) {
    String head = "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n";
    Delivery delivery =
        context.isEmpty()
            ? Delivery.none("shop")
            : ((Loaded.Sound)
                    DeliveryLoader.standard()
                        .load("delivery.yaml", (head + "context: " + context).getBytes(UTF_8)))
                .delivery();
    return Signals.of(delivery, Facts.of(List.of(facts)));
  }

  private static String from(Optional<? extends Signal<?>> signal) {
    return signal.map(Signal::from).orElse("nothing");
  }

  private static OwnerRule owners(int line, String... owners) {
    return new OwnerRule(new Source("CODEOWNERS", line, 1), "*", List.of(owners));
  }

  private static Migration migration(@Nullable String destructive, @Nullable Instant committed) {
    return new Migration(new Source("m.sql", 3, 1), "flyway", "V3", destructive, "…", committed);
  }

  private static Repository repository() {
    return new Repository(
        Source.of(".git"), "shop", null, "main", null, false, 9, 9, 2, null, NEWEST, null);
  }

  private static Exposed way(@Nullable String environment, @Nullable Boolean internet) {
    return new Exposed(new Source("in.yaml", 4, 9), "Ingress", "shop", environment, internet);
  }

  @Test
  void declaredSignalWinsOverWhatIsSeen() {
    Signals signals = of("{signals: {teams: one}}", owners(1, "@a/x"), owners(2, "@a/y"));
    assertThat(signals.teams().orElseThrow().value()).isEqualTo(Context.Teams.ONE);
    assertThat(signals.teams().orElseThrow().declared()).isTrue();
  }

  @Test
  void teamsAmongCodeOwnersAreCountedAndNamed() {
    Signal<Context.Teams> teams =
        of("", owners(1, "@a/x", "@ann"), owners(4, "@a/y", "@a/x")).teams().orElseThrow();
    assertThat(teams.value()).isEqualTo(Context.Teams.SEVERAL);
    assertThat(teams.from()).isEqualTo("2 among the code owners: @a/x, @a/y");
    assertThat(teams.source()).isEqualTo(new Source("CODEOWNERS", 4, 1));
  }

  @Test
  void peopleOnOneLineAreOneTeam() {
    assertThat(
            of("", owners(1, "@ann", "@bob"), owners(2, "@bob", "@ann"))
                .teams()
                .orElseThrow()
                .value())
        .isEqualTo(Context.Teams.ONE);
    assertThat(of("", owners(1, "@ann"), owners(2, "@bob")).teams().orElseThrow().value())
        .isEqualTo(Context.Teams.SEVERAL);
  }

  @Test
  void linesThatTakeOwnershipAwayNameNoTeam() {
    assertThat(of("", owners(1)).teams()).isEmpty();
  }

  @Test
  void onlyRecentDestructionIsHighRisk() {
    assertThat(from(of("", repository(), migration("drop table", NEWEST.minusSeconds(60))).risk()))
        .isEqualTo("a schema migration of the last 90 days that destroys: drop table");
    assertThat(
            of("", repository(), migration("drop table", Instant.parse("2023-01-01T00:00:00Z")))
                .risk()
                .orElseThrow()
                .value())
        .isEqualTo(Context.Risk.MEDIUM);
    assertThat(of("", repository(), migration("drop table", null)).risk().orElseThrow().value())
        .isEqualTo(Context.Risk.MEDIUM);
  }

  @Test
  void wayInThatIsSaidToFaceTheInternetIsHighRiskOnlyWithData() {
    assertThat(of("", way(null, true)).risk().orElseThrow().value()).isEqualTo(Context.Risk.MEDIUM);
    assertThat(of("", way(null, true), migration(null, null)).risk().orElseThrow().value())
        .isEqualTo(Context.Risk.HIGH);
    assertThat(of("", way(null, null), migration(null, null)).risk().orElseThrow().value())
        .isEqualTo(Context.Risk.MEDIUM);
    assertThat(of("", way("staging", true)).risk()).isEmpty();
    assertThat(of("", way(null, false)).risk()).isEmpty();
  }

  @Test
  void riskIsLowOnlyWhereEveryServiceSaysSo() {
    String low = "{name: a, exposure: internal, tier: 4}";
    assertThat(of("{services: [" + low + "]}").risk().orElseThrow().value())
        .isEqualTo(Context.Risk.LOW);
    assertThat(of("{services: [" + low + ", {name: b, exposure: internal}]}").risk()).isEmpty();
    assertThat(of("{services: [{name: a, exposure: internal, tier: 4, data: [redis]}]}").risk())
        .isEmpty();
  }

  @Test
  void churnOfInfrastructureSaysHowMany() {
    Churn churn = new Churn(Source.of(".git"), "infrastructure", 13, 2, NEWEST);
    assertThat(of("", churn).infraChurn().orElseThrow().value()).isEqualTo(Context.Churn.FREQUENT);
    assertThat(from(of("", churn).infraChurn()))
        .isEqualTo("13 changes to infrastructure in 90 days");
    assertThat(of("", new Churn(Source.of(".git"), "pipelines", 90, 2, NEWEST)).infraChurn())
        .isEmpty();
  }

  @Test
  void nothingIsInferredFromNothing() {
    assertThat(of("").named()).allMatch(named -> named.signal().isEmpty());
  }
}
