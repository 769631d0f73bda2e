package dev.sluice.bundle.artifact.githubactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActionsTest {
  @Test
  void everyActionHasAVersionAndACommit() {
    assertThat(Actions.all().values())
        .hasSizeGreaterThan(10)
        .allSatisfy(pin -> {
          assertThat(pin.version()).matches("v\\d+\\.\\d+\\.\\d+");
          assertThat(pin.commit()).matches("[0-9a-f]{40}");
        })
        .extracting(Actions.Pin::commit)
        .doesNotHaveDuplicates();
  }

  @Test
  void aScriptTakesNoExpression() {
    assertThatThrownBy(() -> Step.run("greet", "echo ${{ github.head_ref }}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
