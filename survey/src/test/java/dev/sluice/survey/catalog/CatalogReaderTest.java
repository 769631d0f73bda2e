package dev.sluice.survey.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.CatalogEntity;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogReaderTest {
  @TempDir Path root;

  @Test
  void readsEveryEntry() {
    Fixture fixture =
        new Fixture(root)
            .file(
                "catalog-info.yaml",
                """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: storefront}
                spec: {owner: team-checkout}
                ---
                apiVersion: backstage.io/v1alpha1
                kind: System
                metadata: {name: shop}
                """);
    assertThat(fixture.read(new CatalogReader()).of(CatalogEntity.class))
        .extracting(e -> e.kind() + " " + e.name() + " " + e.owner())
        .containsExactly("Component storefront team-checkout", "System shop null");
  }
}
