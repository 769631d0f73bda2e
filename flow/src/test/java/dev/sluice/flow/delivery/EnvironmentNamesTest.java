package dev.sluice.flow.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "production",
        "Prod",
        "live",
        "prd",
        "prod-eu",
        "eu-prod",
        "production-live",
        "eu_prod_2",
        "prod2",
        "core-vpc-production",
        "production/eu"
      })
  void knowsProductionByItsName(String name) {
    assertThat(EnvironmentNames.isProduction(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preprod", "pre-prod", "non-production", "nonprod-eu", "prod-like", "prod-staging",
        "production-plan", "product", "reproduction", "eu-live", "dev", ""
      })
  void takesNothingElseForProduction(String name) {
    assertThat(EnvironmentNames.isProduction(name)).isFalse();
  }
}
