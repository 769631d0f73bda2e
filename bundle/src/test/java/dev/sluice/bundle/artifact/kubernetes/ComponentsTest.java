package dev.sluice.bundle.artifact.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// A person's kustomization with a component more.
class ComponentsTest {
  private static final Map<String, String> MORE = Map.of("../components/readiness", "cd.x");

  @Test
  void addsTheKeyBehindEverythingElse() {
    assertThat(Components.with("resources:\n  - a.yaml # mine\n", MORE))
        .contains(
            "resources:\n  - a.yaml # mine\ncomponents:\n  - ../components/readiness # cd.x\n");
  }

  @Test
  void addsToAListAsItIsIndented() {
    assertThat(Components.with("components:\n- ../a\n- ../b # why\nresources: [x]\n", MORE))
        .contains(
            "components:\n- ../a\n- ../b # why\n- ../components/readiness # cd.x\nresources: [x]\n");
  }

  @Test
  void addsInsideBrackets() {
    assertThat(Components.with("components: [../a, ../b] # why\n", MORE))
        .contains("components: [../a, ../b, ../components/readiness] # why\n");
  }

  @Test
  void keepsAMissingLineEnd() {
    assertThat(Components.with("components:\n  - ../a", MORE))
        .contains("components:\n  - ../a\n  - ../components/readiness # cd.x");
  }

  @Test
  void leavesAloneWhatItCannotBeSureOf() {
    assertThat(Components.with("{resources: [a.yaml]}\n", MORE)).isEmpty();
    assertThat(Components.with("components: []\n", MORE)).isEmpty();
    assertThat(Components.with("a: 1\n---\nb: 2\n", MORE)).isEmpty();
    assertThat(Components.with("a: [\n", MORE)).isEmpty();
  }
}
