package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Permissions;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shapes that recur in workflow files, read leniently: what has another shape is left out.
final class Shapes {
  private Shapes() {}

  /// The scalar under a path of keys, or null.
  static @Nullable Text text(Yaml node, String... path) {
    return node.text(path).orElse(null);
  }

  /// A mapping of names to scalars, as `env` and `with` are.
  static Map<String, Text> map(@Nullable Yaml node) {
    Map<String, Text> map = new LinkedHashMap<>();
    if (node != null) {
      for (Yaml.Entry entry : node.entries()) {
        map.put(entry.name(), new Text(entry.value().source(), compact(entry.value())));
      }
    }
    return map;
  }

  /// A token's permissions: one word for all scopes, or a mapping of scopes. Null when nothing is
  /// written.
  static @Nullable Permissions permissions(Yaml owner) {
    Yaml node = owner.get("permissions");
    return switch (node) {
      case null -> null;
      case Yaml.Mapping mapping -> new Permissions(mapping.source(), null, scopes(mapping));
      case Yaml.Scalar scalar ->
          new Permissions(
              scalar.source(),
              scalar.isNull() ? null : scalar.text().strip().toLowerCase(Locale.ROOT),
              Map.of());
      case Yaml.Sequence sequence -> null;
    };
  }

  private static Map<String, String> scopes(Yaml mapping) {
    Map<String, String> scopes = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      if (entry.value() instanceof Yaml.Scalar scalar) {
        scopes.put(entry.name(), scalar.text());
      }
    }
    return scopes;
  }

  /// `concurrency`: the group, whether written alone or with its options.
  static @Nullable Text concurrency(Yaml owner) {
    Text group = text(owner, "concurrency", "group");
    return group == null ? text(owner, "concurrency") : group;
  }

  /// Any node as one line of flow style, for showing; a scalar is its own text.
  static String compact(Yaml node) {
    StringBuilder text = new StringBuilder();
    compact(node, text);
    return text.toString();
  }

  private static void compact(Yaml node, StringBuilder into) {
    switch (node) {
      case Yaml.Scalar scalar -> into.append(scalar.isNull() ? "" : scalar.text());
      case Yaml.Sequence sequence -> {
        String separator = "[";
        for (Yaml item : sequence.items()) {
          into.append(separator);
          compact(item, into);
          separator = ", ";
        }
        into.append(sequence.items().isEmpty() ? "[]" : "]");
      }
      case Yaml.Mapping mapping -> {
        String separator = "{";
        for (Yaml.Entry entry : mapping.entries()) {
          into.append(separator).append(entry.name()).append(": ");
          compact(entry.value(), into);
          separator = ", ";
        }
        into.append(mapping.entries().isEmpty() ? "{}" : "}");
      }
    }
  }

  /// The node under a key as one [Text], whatever its shape; null when it is missing or empty.
  static @Nullable Text whole(Yaml owner, String... path) {
    Yaml node = owner.at(path);
    return switch (node) {
      case null -> null;
      case Yaml.Scalar scalar -> scalar.isNull() ? null : new Text(scalar.source(), scalar.text());
      case Yaml.Mapping mapping -> new Text(mapping.source(), compact(mapping));
      case Yaml.Sequence sequence -> new Text(sequence.source(), compact(sequence));
    };
  }

  /// `runs-on`: one label, several, or a group with labels, joined by `, `.
  static @Nullable Text runsOn(Yaml job) {
    Yaml node = job.get("runs-on");
    if (node == null) {
      return null;
    }
    List<Text> labels =
        node instanceof Yaml.Mapping
            ? node.texts("labels").toList()
            : job.texts("runs-on").toList();
    if (labels.isEmpty()) {
      return text(node, "group");
    }
    return new Text(
        labels.getFirst().source(),
        labels.stream().map(Text::value).collect(Collectors.joining(", ")));
  }
}
