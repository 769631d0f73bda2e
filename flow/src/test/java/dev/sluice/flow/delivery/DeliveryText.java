package dev.sluice.flow.delivery;

import dev.sluice.flow.binding.Binder;
import dev.sluice.flow.binding.Bound;
import dev.sluice.flow.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Deliveries written as text in tests.
public final class DeliveryText {
  private DeliveryText() {}

  /// A delivery called storefront with given sections.
  ///
  /// @throws IllegalArgumentException when the text does not fit the records
  public static Delivery of(String sections) {
    String text =
        "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: storefront}\n" + sections;
    Bound<Delivery> bound =
        Binder.bind(
            YamlReader.read("delivery.yaml", text.getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst(),
            Delivery.class);
    if (!bound.problems().isEmpty()) {
      throw new IllegalArgumentException(bound.problems().toString());
    }
    return Objects.requireNonNull(bound.value());
  }
}
