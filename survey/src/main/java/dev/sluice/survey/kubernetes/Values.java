package dev.sluice.survey.kubernetes;

import dev.sluice.flow.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of objects as facts hold them.
final class Values {
  private Values() {}

  /// The entries that are texts.
  static Map<String, String> texts(List<Yaml.Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.stream()
        .filter(e -> e.value() instanceof Yaml.Scalar)
        .forEach(e -> texts.put(e.name(), ((Yaml.Scalar) e.value()).text()));
    return texts;
  }

  /// A number; null for anything else.
  static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }
}
