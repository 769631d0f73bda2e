package dev.sluice.bundle.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.figure.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `bundle.json` is what its published schema says, as a validator of others sees it.
class BundleSchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(JsonDocument.schema(), InputFormat.JSON);

  private static final String MUCH =
      """
      environments:
        - {name: staging}
        - {name: production, production: true, promotesFrom: staging, soak: PT30M}
      context:
        services: [{name: shop, path: ., owner: team-shop, tier: 1}]
        painPoints: [{text: slow, hurts: ci.test-gate}]
      governance:
        reviews: {every: P90D, owner: team-shop, next: 2026-09-01}
        residualRisks: [{risk: one region, owner: team-shop, nextAction: a second one, by: 2026-12-31}]
      assumptions:
        - {criterion: context.goals, assumes: no goal, why: nobody said one, replace: write goals}
        - {criterion: artifact-flow.topology, assumes: two environments, why: it is usual}
      exceptions:
        - {criterion: ci.security-gate, scope: "*", owner: a, approver: b, reason: soon, expires: 2026-12-31T00:00:00Z}
      """;

  @Test
  void theSchemaIsOne() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(JsonDocument.schema(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"environments: []\n", MUCH})
  void everyDocumentIsAsTheSchemaSays(String yaml) {
    String json = JsonDocument.text(Bundle.of(Samples.material(yaml)).document());
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12})
  void soIsThatOfLargeDeliveriesWithHostileNames(int environments) {
    String json =
        JsonDocument.text(Bundle.of(new Samples(environments).delivery(environments)).document());
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  @Test
  void anythingElseIsRefused() {
    String json = JsonDocument.text(Bundle.of(Samples.material("environments: []\n")).document());
    assertThat(SCHEMA.validate(json.replace("\"lead\"", "\"led\""), InputFormat.JSON)).isNotEmpty();
    assertThat(SCHEMA.validate(json.replace("\"shut\"", "\"closed\""), InputFormat.JSON))
        .isNotEmpty();
  }
}
