package dev.sluice.flow.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTableTest {
  private static final DeliveryLoader LOADER = DeliveryLoader.standard();

  @ParameterizedTest
  @EnumSource
  void productNamesOnlyWhatThereIs(DecisionTable table) {
    Table product = table.product();
    List<String> choices = product.choices().stream().map(Table.Option::name).toList();
    assertThat(choices).doesNotHaveDuplicates();
    assertThat(product.rows()).extracting(Table.Row::id).doesNotHaveDuplicates();
    assertThat(product.rows())
        .allSatisfy(row -> assertThat(choices).contains(row.choose(), row.alternative()));
    for (Table.Option option : product.choices()) {
      assertThat(option.means()).isNotBlank();
      assertThat(choices).containsAll(option.excludes());
      assertThat(option.keys()).isNotEmpty().allMatch(Keys::known);
      assertThat(option.criteria())
          .isNotEmpty()
          .isSubsetOf(Criteria.all().stream().map(Criterion::definition).map(d -> d.id()).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRowOfTheProductIsExcludedByItsOwnAlternative(DecisionTable table) {
    for (Table.Row row : table.product().rows()) {
      Table.Option choose =
          table.product().choices().stream()
              .filter(option -> option.name().equals(row.choose()))
              .findFirst()
              .orElseThrow();
      assertThat(choose.excludes()).contains(row.alternative());
    }
  }

  @Test
  void rowsOfTheProductCombineWhateverTheSignals() {
    for (Context.Risk risk : Context.Risk.values()) {
      for (Context.Compliance compliance : Context.Compliance.values()) {
        for (Context.Teams teams : Context.Teams.values()) {
          for (Context.Churn churn : Context.Churn.values()) {
            Delivery delivery = delivery(signals(risk, compliance, teams, churn));
            for (DecisionTable table : DecisionTable.values()) {
              assertThat(rule(table, delivery).conflicts()).isEmpty();
            }
          }
        }
      }
    }
  }

  @Test
  void everyMatchingRowSpeaks() {
    Ruling ruling =
        rule(
            DecisionTable.DEPLOYMENT_STRATEGY,
            delivery("context: {signals: {risk: high, compliance: tight}}"));
    assertThat(ruling.choices())
        .extracting(Choice::chosen)
        .containsExactly("progressive", "approval-gated-promotion");
    assertThat(ruling.silent()).extracting(Row::id).containsExactly("low-risk");
  }

  @Test
  void rowThatNeedsTwoSignalsSpeaksWhenBothHold() {
    String table =
        """
        decisionTables:
          - table: deployment-strategy
            rows:
              - id: shared
                when: {risk: [medium, high], teams: several}
                signal: a shared cluster
                choose: approval-gated-promotion
                alternative: automatic-promotion
                tradeOff: care against speed
        """;
    assertThat(added(table + "context: {signals: {risk: medium, teams: several}}")).isTrue();
    assertThat(added(table + "context: {signals: {risk: medium, teams: one}}")).isFalse();
    assertThat(added(table + "context: {signals: {risk: low, teams: several}}")).isFalse();
    assertThat(added(table + "context: {signals: {risk: medium}}")).isFalse();
  }

  private static boolean added(String yaml) {
    return rule(DecisionTable.DEPLOYMENT_STRATEGY, delivery(yaml)).choices().stream()
        .anyMatch(choice -> choice.row().made() == Row.Made.ADDED);
  }

  @Test
  void overriddenRowKeepsWhatItLeavesOut() {
    Ruling ruling =
        rule(
            DecisionTable.DEPLOYMENT_STRATEGY,
            delivery(
                """
                context: {signals: {risk: medium}}
                decisionTables:
                  - table: deployment-strategy
                    rows: [{id: high-risk, when: {risk: [medium, high]}, reason: one cluster for all}]
                """));
    assertThat(ruling.choices()).hasSize(1);
    Row row = ruling.choices().getFirst().row();
    assertThat(row.choose()).isEqualTo("progressive");
    assertThat(row.made()).isEqualTo(Row.Made.OVERRIDDEN);
    assertThat(row.reason()).isEqualTo("one cluster for all");
    assertThat(row.condition()).isEqualTo("risk: medium or high");
  }

  @Test
  void conflictNamesBothRowsAtThePlaceOfTheOneThatWasWritten() {
    Delivery delivery =
        delivery(
            """
            context: {signals: {risk: high, teams: several}}
            decisionTables:
              - table: deployment-strategy
                rows:
                  - {id: slow, when: {teams: several}, signal: s, choose: canary-only, alternative: big-bang, tradeOff: t}
                  - {id: quick, when: {}, signal: s, choose: switch-only, alternative: big-bang, tradeOff: t}
                choices:
                  - {name: canary-only, strategies: [canary]}
                  - {name: switch-only, strategies: [blueGreen]}
            """);
    List<Conflict> conflicts = rule(DecisionTable.DEPLOYMENT_STRATEGY, delivery).conflicts();
    assertThat(conflicts)
        .extracting(conflict -> conflict.problem().toString())
        .containsExactly(
            "delivery.yaml:9:9: expected choices that combine, but found `canary-only` of row slow"
                + " beside `switch-only` of row quick: no deployment strategy fits both"
                + " [choices-conflict]");
  }

  @Test
  void decisionForOneRowMayConflictWithAnother() {
    Delivery delivery =
        delivery(
            """
            context: {signals: {risk: high}}
            decisions: [{table: deployment-strategy, choose: big-bang, rationale: r, by: b, at: 2026-05-01}]
            decisionTables:
              - table: deployment-strategy
                rows:
                  - {id: always, signal: s, choose: progressive, alternative: scheduled-batches, tradeOff: t}
            """);
    assertThat(rule(DecisionTable.DEPLOYMENT_STRATEGY, delivery).conflicts())
        .extracting(Conflict::words)
        .containsExactly(
            "`big-bang` of row high-risk beside `progressive` of row always: one excludes the"
                + " other");
  }

  @Test
  void decisionThatNoRowAsksForIsIdle() {
    Delivery delivery =
        delivery(
            """
            context: {signals: {risk: low}}
            decisions: [{table: deployment-strategy, choose: big-bang, rationale: r, by: b, at: 2026-05-01}]
            """);
    assertThat(rule(DecisionTable.DEPLOYMENT_STRATEGY, delivery).idle()).hasSize(1);
  }

  @Test
  void findsEveryPlaceOfAKey() {
    Delivery delivery =
        delivery(
            """
            environments:
              - {name: staging}
              - {name: production, production: true, approvals: {from: [a]}}
              - {name: europe, production: true, approvals: {from: [b]}}
            """);
    assertThat(Keys.written(delivery, "environments[].approvals"))
        .extracting(Object::toString)
        .containsExactly("delivery.yaml:6:53", "delivery.yaml:7:49");
    assertThat(Keys.written(delivery, "environments")).hasSize(1);
    assertThat(Keys.written(delivery, "cd.strategy.canary")).isEmpty();
    assertThat(Keys.written(delivery, "no.such.key")).isEmpty();
    assertThat(Keys.known("environments[].approvals.from")).isTrue();
    assertThat(Keys.known("environments.approvals")).isFalse();
    assertThat(Keys.known("")).isFalse();
    assertThat(Keys.known("cd.")).isFalse();
    assertThat(Keys.known("metadata.labels.any")).isFalse();
  }

  @Test
  void refusesTablesThatNobodyCanRead() {
    String rows =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "{id: r" + i + ", choose: nothing" + i + "}")
            .collect(joining(", "));
    assertThat(problems("decisionTables: [{table: deployment-strategy, rows: [" + rows + "]}]"))
        .containsExactly("table-too-long");
  }

  @Test
  @Timeout(20)
  void staysQuickOnLongNamesAndPaths() {
    String dots = "cd.".repeat(100_000);
    String name = "n".repeat(300_000);
    assertThat(
            problems(
                "decisionTables: [{table: deployment-strategy, choices: [{name: a, keys: ["
                    + dots
                    + "], excludes: ["
                    + name
                    + "]}]}]"))
        .containsExactlyInAnyOrder("unknown-key", "unknown-value");
  }

  @Test
  @Timeout(20)
  void holdsTheLargestTableAgainstItselfQuickly() {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i ->
                "{id: r%1$d, when: {}, signal: s, choose: c%1$d, alternative: big-bang, tradeOff: t}"
                    .formatted(i))
            .collect(joining(", "));
    String choices =
        IntStream.range(0, 100)
            .mapToObj(i -> "{name: c" + i + ", excludes: [c" + (i + 1) % 100 + "]}")
            .collect(joining(", "));
    Delivery delivery =
        delivery(
            "decisionTables: [{table: deployment-strategy, rows: ["
                + rows
                + "], choices: ["
                + choices
                + "]}]");
    assertThat(rule(DecisionTable.DEPLOYMENT_STRATEGY, delivery).conflicts()).hasSize(100);
  }

  private static List<String> problems(String yaml) {
    return load(yaml).problems().stream().map(Problem::id).toList();
  }

  private static Ruling rule(DecisionTable table, Delivery delivery) {
    return table.rule(delivery, Signals.of(delivery, Facts.of(List.of())));
  }

  private static String signals(
      Context.Risk risk, Context.Compliance compliance, Context.Teams teams, Context.Churn churn) {
    List<String> words = new ArrayList<>();
    for (Enum<?> value : List.of(risk, compliance, teams, churn)) {
      words.add(value.name().toLowerCase(Locale.ROOT));
    }
    return "context: {signals: {risk: %s, compliance: %s, teams: %s, infraChurn: %s}}"
        .formatted(words.toArray());
  }

  private static Delivery delivery(String yaml) {
    Loaded loaded = load(yaml);
    assertThat(loaded.problems()).isEmpty();
    return ((Loaded.Sound) loaded).delivery();
  }

  private static Loaded load(String yaml) {
    String head = "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n";
    return LOADER.load("delivery.yaml", (head + yaml).getBytes(UTF_8));
  }
}
