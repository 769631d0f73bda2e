package dev.sluice.drivers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the rules of a route say about shares, and how shares are put into them.
class RulesTest {
  private static final Backend OLD = new Backend("old", 80);
  private static final Backend NEW = new Backend("new", 8080);

  @Test
  void aShareIsNeverRoundedToNothingOrToEverything() {
    Rules rules = rules("backendRefs: [{name: old, weight: 9999}, {name: new, weight: 1}]");
    assertThat(rules.share("new")).isEqualTo(1);
    assertThat(rules.share("old")).isEqualTo(99);
  }

  @Test
  void aWeightThatIsLeftOutIsOne() {
    Rules rules = rules("backendRefs: [{name: old}, {name: new, weight: 3}]");
    assertThat(rules.share("new")).isEqualTo(75);
    assertThat(rules("backendRefs: [{name: old}]").share("old")).isEqualTo(100);
    assertThat(rules("backendRefs: [{name: old, weight: 0}]").share("old")).isZero();
  }

  @Test
  void otherRulesAndOtherNamespacesAreNotOurs() {
    Rules rules = rules("backendRefs: [{name: files}]", "backendRefs: [{name: old, namespace: x}]");
    assertThat(rules.lead()).isFalse();
    assertThat(rules.share("old")).isZero();
    assertThat(rules.share(OLD, NEW, 10).all()).isEqualTo(rules.all());
  }

  @Test
  void sharesReplaceEveryOtherBackendAndKeepWhatBelongsToOnes() {
    Rules rules =
        rules(
            """
            backendRefs:
              - {name: gone, port: 1, weight: 7}
              - {name: old, port: 99, filters: [{type: ExtensionRef}]}
            """,
            "backendRefs: [{name: files}]");
    Rules after = rules.share(OLD, NEW, 10);
    assertThat(after.share("old")).isEqualTo(90);
    assertThat(after.share("new")).isEqualTo(10);
    assertThat(after.all().getFirst().getBackendRefs()).hasSize(2);
    assertThat(after.all().getFirst().getBackendRefs().getFirst().getPort()).isEqualTo(99);
    assertThat(after.all().getFirst().getBackendRefs().getFirst().getFilters()).hasSize(1);
    assertThat(after.all().getLast()).isEqualTo(rules.all().getLast());
    assertThat(after.share(OLD, NEW, 10)).isEqualTo(after);
  }

  @Test
  void mirrorsAreAddedReplacedAndTakenAway() {
    Rules rules =
        rules(
            """
            backendRefs: [{name: old}]
            filters:
              - {type: RequestMirror, requestMirror: {backendRef: {name: audit, port: 80}}}
            """);
    assertThat(rules.mirror("new")).isZero();
    Rules some = rules.mirror(NEW, 30);
    assertThat(some.mirror("new")).isEqualTo(30);
    assertThat(some.mirror("audit")).isEqualTo(100);
    Rules all = some.mirror(NEW, 100);
    assertThat(all.mirror("new")).isEqualTo(100);
    assertThat(all.all().getFirst().getFilters()).hasSize(2);
    assertThat(all.all().getFirst().getFilters().getLast().getRequestMirror().getPercent())
        .isNull();
    assertThat(all.mirror(NEW, 0)).isEqualTo(rules);
  }

  @Test
  void aFractionOfTheRequestsIsMirrored() {
    Rules rules =
        rules(
            """
            backendRefs: [{name: old}]
            filters:
              - {type: RequestMirror, requestMirror: {backendRef: {name: new}, fraction: {numerator: 1, denominator: 1000}}}
            """);
    assertThat(rules.mirror("new")).isEqualTo(1);
  }

  @Test
  void whatWasBeforeIsWrittenAndReadAgain() {
    Before before = Before.of(rules("backendRefs: [{name: old, weight: 3}, {name: new}]"));
    assertThat(before).hasToString("new=25,old=75;");
    assertThat(Before.parse(before.toString()).shares()).containsEntry("old", 75);
    assertThat(Before.parse("old=10,new=x,=5;new=7")).hasToString("old=10;new=7");
    assertThat(before.or(Before.parse("old=10,new=90;new=7"))).hasToString("new=90,old=75;new=7");
  }

  private static Rules rules(String... rules) {
    List<HTTPRouteRule> all =
        List.of(rules).stream()
            .map(rule -> Serialization.unmarshal(rule, HTTPRouteRule.class))
            .toList();
    return new Rules(all, Set.of("old", "new", "gone"), "shop");
  }
}
