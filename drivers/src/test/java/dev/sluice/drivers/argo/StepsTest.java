package dev.sluice.drivers.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps that can be steered, and those that cannot.
class StepsTest {
  @Test
  void readsTheWeightsAndWhereAPromotionLeads() throws Exception {
    Steps steps =
        parse(
            "[{setCanaryScale: {replicas: 3}}, {pause: {}}, {setWeight: 5}, {pause: {}}, {setWeight: 50}, {pause: {}}]");
    assertThat(steps.weights()).containsExactly(5, 50);
    assertThat(steps.after(1)).isEqualTo(5);
    assertThat(steps.after(3)).isEqualTo(50);
    assertThat(steps.after(5)).isEqualTo(100);
    assertThat(steps.are(List.of(0, 5, 50, 100))).isTrue();
    assertThat(steps.are(List.of(5))).isFalse();
    assertThat(steps.are(List.of(50, 5))).isFalse();
  }

  @Test
  void allOfTheTrafficMayBeTheLastStep() throws Exception {
    Steps steps =
        parse(
            "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}, {pause: {}}, {setWeight: 100}]");
    assertThat(steps.are(List.of(5, 100))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{setWeight: 5}, {pause: {}}]",
        "[{pause: {}}, {setWeight: 5}]",
        "[{setCanaryScale: {replicas: 2}}, {pause: {}}, {setWeight: 5}, {pause: {}}]",
        "[{setCanaryScale: {matchTrafficWeight: true}}, {pause: {}}]",
        "[{setCanaryScale: {weight: 100}}, {setWeight: 5}, {pause: {}}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}, {setWeight: 50}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}, {pause: {duration: 5m}}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}, {analysis: {}}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {pause: {}}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}]",
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 5}, {pause: {}}, {setCanaryScale: {weight: 100}}]"
      })
  void refusesWhatMovesByItselfOrWaitsForInstances(String steps) {
    assertThatThrownBy(() -> parse(steps))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("its steps have to be setCanaryScale: {weight: 100}, pause: {}");
  }

  private static Steps parse(String steps) throws PortException {
    List<?> list = Serialization.unmarshal("steps: " + steps, Written.class).steps;
    return Steps.parse("Rollout shop/shop", list, 3);
  }

  /// What stands in a file.
  static final class Written {
    public List<?> steps = List.of();
  }
}
