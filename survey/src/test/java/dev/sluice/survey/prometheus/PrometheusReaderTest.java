package dev.sluice.survey.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusReaderTest {
  private static final String RULES =
      """
      groups:
        - name: storefront
          labels: {team: team-checkout}
          rules:
            - record: job:errors:ratio
              expr: errors / total
            - alert: StorefrontErrors
              expr: job:errors:ratio > 0.01
              for: 5m
              labels:
                severity: page
              annotations:
                summary: '{{ $value }} of requests fail'
                runbook_url: docs/errors.md
      """;

  @TempDir Path root;
  private Fixture fixture;

  @BeforeEach
  void setUp() {
    fixture = new Fixture(root);
  }

  @Test
  void readsRulesWithTheirPlaces() {
    Facts facts = read(fixture.file("rules.yml", RULES));
    assertThat(facts.of(RecordingRule.class))
        .singleElement()
        .satisfies(r -> assertThat(r.source()).hasToString("rules.yml:5:17"));
    AlertRule alert = facts.of(AlertRule.class).getFirst();
    assertThat(alert.source()).hasToString("rules.yml:7:16");
    assertThat(alert.group()).isEqualTo("storefront");
    assertThat(alert.hold()).isEqualTo("5m");
    assertThat(alert.severity()).isEqualTo("page");
    assertThat(alert.owner()).as("the label of the group").isEqualTo("team-checkout");
    assertThat(alert.runbook())
        .isEqualTo(new Text(new Source("rules.yml", 14, 24), "docs/errors.md"));
  }

  @Test
  void tellsWhetherARunbookIsThere() {
    fixture.file("rules.yml", RULES);
    assertThat(read(fixture).of(RunbookLink.class))
        .singleElement()
        .satisfies(link -> assertThat(link.found()).isFalse());
    fixture.file("docs/errors.md", "# Errors\n");
    assertThat(read(fixture).of(RunbookLink.class))
        .singleElement()
        .satisfies(link -> assertThat(link.found()).isTrue());
  }

  @Test
  void readsRulesInObjectsOfTheOperator() {
    Facts facts =
        read(
            fixture.file(
                "k8s/rule.yaml",
                """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: storefront}
                spec:
                  groups:
                    - name: g
                      rules:
                        - alert: Down
                          expr: up == 0
                """));
    assertThat(facts.of(AlertRule.class))
        .singleElement()
        .satisfies(r -> assertThat(r.source()).hasToString("k8s/rule.yaml:8:18"));
  }

  @Test
  void readsRulesInTheTextOfAConfigMapAtTheirRealPlaces() {
    Facts facts =
        read(
            fixture.file(
                "k8s/map.yaml",
                """
                kind: ConfigMap
                data:
                  alerts.yml: |
                    groups:
                      - name: g
                        rules:
                          - alert: Down
                            expr: up == 0
                """));
    assertThat(facts.of(AlertRule.class))
        .singleElement()
        .satisfies(r -> assertThat(r.source()).hasToString("k8s/map.yaml:7:20"));
  }

  @Test
  void passesOverChartTemplatesAndWhatIsNoRule() {
    fixture.file("chart/Chart.yaml", "name: x\n");
    fixture.file("chart/templates/rules.yaml", "groups:\n  - {{ x }}\n    - alert: A\n    expr: b");
    fixture.file("tests.yml", "rule_files: [a]\ntests:\n  - alert_rule_test: [{alertname: A}]\n");
    fixture.file("keycloak.yml", "groups:\n  - name: admins\n# alert: expr\n");
    assertThat(read(fixture).all()).isEmpty();
  }

  @Test
  void saysWhichFileOfRulesIsBrokenAndReadsTheOthers() {
    fixture.file(
        "a.yml", "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: [up\n");
    fixture.file("b.yml", RULES);
    Facts facts = read(fixture);
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(u -> assertThat(u.hides()).contains(AlertRule.class));
    assertThat(facts.of(AlertRule.class)).hasSize(1);
  }

  private static Facts read(Fixture fixture) {
    return fixture.read(new PrometheusReader());
  }
}
