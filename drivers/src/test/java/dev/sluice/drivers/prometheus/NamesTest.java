package dev.sluice.drivers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.steering.Side;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Names STABLE =
      new Names(Side.STABLE, "shop", "production", "abc123def456", "sha256:00");
  private static final Names CANARY = new Names(Side.CANARY, "shop\"", "production", null, null);

  @Test
  void fillsInWhatThePlaceholdersStandFor() throws QueryException {
    assertThat(
            STABLE.fill(
                "a{r=\"{{release}}\",d=\"{{ digest }}\",s=\"{{service}}-{{side}}\",e=\"{{environment}}\"}[{{window}}]"))
        .isEqualTo(
            "a{r=\"abc123def456\",d=\"sha256:00\",s=\"shop-stable\",e=\"production\"}[{{window}}]");
    assertThat(CANARY.fill("a{s=\"{{service}}\"}")).isEqualTo("a{s=\"shop\\\"\"}");
  }

  @Test
  void aLabelThatNamesTheCanaryNamesTheStableOnTheOtherSide() throws QueryException {
    String query = "a{service=\"shop-canary\",v=~'canary',path=\"/canary-birds\",x=\"xcanary\"}";
    assertThat(CANARY.fill(query)).isEqualTo(query);
    assertThat(STABLE.fill(query))
        .isEqualTo("a{service=\"shop-stable\",v=~'stable',path=\"/canary-birds\",x=\"xcanary\"}");
    assertThat(Names.tellSidesApart(query)).isTrue();
    assertThat(Names.tellSidesApart("a{service=\"{{service}}\"}")).isFalse();
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThatThrownBy(() -> CANARY.fill("a{r=\"{{release}}\"}"))
        .hasMessageContaining("{{release}}")
        .hasMessageContaining("canary");
    assertThatThrownBy(() -> STABLE.fill("a{r=\"{{version}}\"}"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.fix()).contains("no version of its own"));
    assertThatThrownBy(() -> STABLE.fill("a{r=\"{{relase}}\"}"))
        .hasMessageContaining("found {{relase}}");
  }
}
