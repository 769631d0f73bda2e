package dev.sluice.survey.run;

import dev.sluice.flow.fact.Run;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One record of a run, as `sluice.dev/run/v1` has it.
record RunRecord(Yaml document) {
  private static final String SCHEMA = "sluice.dev/run/v1";
  private static final List<String> KEYS =
      List.of("schema", "kind", "at", "service", "environment", "succeeded", "summary", "values");

  /// A record that doesn't fit.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Source at;

    private Refused(Source at, String why) {
      super(why);
      this.at = at;
    }

    Source at() {
      return at;
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /// The run.
  ///
  /// @throws Refused with the place of what doesn't fit
  Run run() {
    if (!(document instanceof Yaml.Mapping)) {
      throw new Refused(document.source(), "expected a JSON object");
    }
    for (Yaml.Entry entry : document.entries()) {
      if (!KEYS.contains(entry.name())) {
        throw new Refused(
            entry.key().source(), "expected one of " + KEYS + ", but found " + entry.name());
      }
    }
    if (!required("schema").equals(SCHEMA)) {
      throw new Refused(place("schema"), "expected the schema " + SCHEMA + ", but found another");
    }
    return new Run(
        document.source(),
        kind(),
        at(),
        text("service"),
        text("environment"),
        succeeded(),
        required("summary"),
        values());
  }

  private Run.Kind kind() {
    String kind = required("kind");
    return Arrays.stream(Run.Kind.values())
        .filter(k -> id(k).equals(kind))
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                place("kind"),
                "expected one of "
                    + Arrays.stream(Run.Kind.values())
                        .map(RunRecord::id)
                        .collect(Collectors.joining(", "))
                    + ", but found another"));
  }

  private static String id(Run.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Instant at() {
    try {
      return Instant.parse(required("at"));
    } catch (DateTimeException e) {
      throw new Refused(place("at"), "expected an instant such as 2026-03-01T12:00:00Z");
    }
  }

  private boolean succeeded() {
    if (document.get("succeeded") instanceof Yaml.Scalar scalar
        && scalar.plain()
        && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return scalar.text().equals("true");
    }
    throw new Refused(place("succeeded"), "expected `succeeded` to be true or false");
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    Yaml node = document.get("values");
    if (node == null) {
      return values;
    }
    if (!(node instanceof Yaml.Mapping)) {
      throw new Refused(node.source(), "expected `values` to be an object");
    }
    for (Yaml.Entry entry : node.entries()) {
      values.put(entry.name(), string(entry.name(), entry.value()));
    }
    return values;
  }

  private String required(String key) {
    String text = text(key);
    if (text == null) {
      throw new Refused(document.source(), "expected a key `" + key + "`");
    }
    return text;
  }

  private @Nullable String text(String key) {
    Yaml node = document.get(key);
    return node == null ? null : string(key, node);
  }

  private static String string(String key, Yaml node) {
    if (node instanceof Yaml.Scalar scalar && !scalar.plain() && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw new Refused(node.source(), "expected `" + key + "` to be a string that is not empty");
  }

  private Source place(String key) {
    Yaml node = document.get(key);
    return node == null ? document.source() : node.source();
  }
}
