package dev.sluice.survey.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "git@github.com:acme/storefront.git, github.com/acme/storefront",
    "https://github.com/acme/storefront, github.com/acme/storefront",
    "https://user:token@git.example.com:8443/a/b/c.git/, git.example.com/a/b/c",
    "ssh://git@gitlab.example.com:2222/acme/shop.git, gitlab.example.com/acme/shop",
    "/srv/git/storefront.git, ",
    "file:///srv/git/storefront.git, "
  })
  void isHostAndPathWithoutCredentials(String url, String origin) {
    assertThat(Origin.of(url)).isEqualTo(origin);
  }
}
