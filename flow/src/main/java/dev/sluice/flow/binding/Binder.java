package dev.sluice.flow.binding;

import dev.sluice.flow.delivery.Bare;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.Range;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binds a YAML tree to a record and collects everything that does not fit. Used by one thread, for
/// one tree.
public final class Binder {
  private final List<Problem> problems = new ArrayList<>();

  private Binder() {}

  /// Binds a tree to a record class.
  public static <T extends Record> Bound<T> bind(Yaml yaml, Class<T> type) {
    Binder binder = new Binder();
    Object value = binder.nested(yaml, RecordType.of(type));
    return new Bound<>(type.cast(value), binder.problems);
  }

  private @Nullable Object value(Yaml node, Shape shape) {
    if (node instanceof Yaml.Scalar scalar && (scalar.isNull() || scalar.text().isEmpty())) {
      return refuse(
          node, new Refusal("empty-value", Found.noun(shape), "write a value, or remove the key"));
    }
    return switch (shape) {
      case Shape.Scalar kind -> scalar(node, kind);
      case Shape.Choice choice -> choice(node, choice);
      case Shape.Items items -> items(node, items);
      case Shape.Labels labels -> labels(node);
      case Shape.Nested nested -> nested(node, RecordType.of(nested.type()));
    };
  }

  private @Nullable Object scalar(Yaml node, Shape.Scalar kind) {
    if (!(node instanceof Yaml.Scalar scalar)) {
      return refuse(
          node, new Refusal("wrong-type", Found.noun(kind), "write " + Found.noun(kind) + " here"));
    }
    return Scalars.read(kind, scalar).orElseGet(() -> refuse(node, Scalars.refuse(kind, scalar)));
  }

  /// Refuses a value that its key does not accept.
  private @Nullable Object accepted(
      Yaml node, RecordType.Property property, @Nullable Object value) {
    if (value instanceof Number number) {
      Range range = property.range();
      double given = number.doubleValue();
      return range == null || (given >= range.from() && given <= range.to())
          ? value
          : refuse(node, Scalars.outside(range));
    }
    List<String> only = value instanceof String ? property.only() : List.of();
    return only.isEmpty() || only.contains(value) ? value : refuseWord(node, only);
  }

  private @Nullable Object refuseWord(Yaml node, List<String> words) {
    String text = node instanceof Yaml.Scalar scalar ? scalar.text() : "";
    String fix =
        (words.size() == 1 ? words.stream().findFirst() : Nearest.to(text, words))
            .map(word -> "write `" + word + "`")
            .orElse("choose one of them");
    return refuse(node, new Refusal("unknown-value", Found.oneOf(words), fix));
  }

  private @Nullable Object choice(Yaml node, Shape.Choice choice) {
    List<String> words = choice.words();
    String text = node instanceof Yaml.Scalar scalar ? scalar.text() : "";
    int index = words.indexOf(text);
    if (index >= 0) {
      return choice.type().getEnumConstants()[index];
    }
    return refuseWord(node, words);
  }

  private @Nullable Object items(Yaml node, Shape.Items shape) {
    Shape item = shape.item();
    List<Object> values = new ArrayList<>();
    switch (node) {
      case Yaml.Sequence sequence ->
          sequence
              .items()
              .forEach(each -> Optional.ofNullable(value(each, item)).ifPresent(values::add));
      case Yaml.Scalar scalar when shape.orSingle() ->
          Optional.ofNullable(value(scalar, item)).ifPresent(values::add);
      case Yaml.Scalar scalar -> refuseList(node);
      case Yaml.Mapping mapping -> refuseList(node);
    }
    return values;
  }

  private void refuseList(Yaml node) {
    refuse(node, new Refusal("wrong-type", "a list", "begin each entry with `- `"));
  }

  private @Nullable Object labels(Yaml node) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      return refuse(
          node, new Refusal("wrong-type", "a mapping", "write `key: value` pairs below it"));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      if (value(entry.value(), Shape.Scalar.TEXT) instanceof String text) {
        labels.put(entry.name(), text);
      }
    }
    return labels;
  }

  private @Nullable Object nested(Yaml node, RecordType type) {
    return switch (node) {
      case Yaml.Mapping mapping -> mapping(mapping, type);
      case Yaml.Scalar scalar -> bare(scalar, type);
      case Yaml.Sequence sequence -> refuseMapping(node, type);
    };
  }

  private @Nullable Object refuseMapping(Yaml node, RecordType type) {
    return refuse(
        node,
        new Refusal(
            "wrong-type",
            Found.mapping(type.keys()),
            "write keys and values, `" + type.keys().getFirst() + ": …` say"));
  }

  /// A single value that stands for a record.
  private @Nullable Object bare(Yaml.Scalar scalar, RecordType type) {
    RecordType.Property plain = null;
    List<String> words = new ArrayList<>();
    for (RecordType.Property property : type.properties()) {
      Bare bare = property.bare();
      if (bare != null && bare.value().equals(scalar.text())) {
        return single(scalar, type, property, true);
      }
      if (bare != null && bare.value().isEmpty()) {
        plain = property;
      } else if (bare != null) {
        words.add(bare.value());
      }
    }
    Optional<String> near = Nearest.to(scalar.text(), words);
    if (near.isPresent()) {
      return refuse(
          scalar, new Refusal("unknown-value", Found.oneOf(words), "write `" + near.get() + "`"));
    }
    return plain == null
        ? refuseMapping(scalar, type)
        : single(scalar, type, plain, value(scalar, plain.shape()));
  }

  private static @Nullable Object single(
      Yaml.Scalar scalar, RecordType type, RecordType.Property property, @Nullable Object value) {
    @Nullable Object[] values = blank(type);
    values[property.index()] = value;
    return type.make(values, new Origin(scalar.source(), Map.of(property.key(), scalar.source())));
  }

  private @Nullable Object mapping(Yaml.Mapping mapping, RecordType type) {
    @Nullable Object[] values = blank(type);
    Map<String, Source> places = new LinkedHashMap<>();
    Set<String> meant = new HashSet<>();
    for (Yaml.Entry entry : mapping.entries()) {
      RecordType.Property property = type.property(entry.name());
      if (property == null) {
        unknown(entry, type).ifPresent(meant::add);
      } else if (places.putIfAbsent(entry.name(), entry.value().source()) == null) {
        meant.add(entry.name());
        Object value = accepted(entry.value(), property, value(entry.value(), property.shape()));
        values[property.index()] = value == null ? property.absent() : value;
        items(entry, property, places);
      }
    }
    return complete(mapping, type, values, meant)
        ? type.make(values, new Origin(mapping.source(), places))
        : null;
  }

  /// Notes the places of the items of a list of texts.
  private static void items(
      Yaml.Entry entry, RecordType.Property property, Map<String, Source> places) {
    if (property.shape() instanceof Shape.Items list && !(list.item() instanceof Shape.Nested)) {
      List<Yaml> items =
          entry.value() instanceof Yaml.Scalar scalar ? List.of(scalar) : entry.value().items();
      for (int i = 0; i < items.size(); i++) {
        places.put(entry.name() + "[" + i + "]", items.get(i).source());
      }
    }
  }

  private Optional<String> unknown(Yaml.Entry entry, RecordType type) {
    Optional<String> near = Nearest.to(entry.name(), type.keys());
    problems.add(
        new Problem(
            entry.key().source(),
            "unknown-key",
            near.map(key -> "`" + key + "`").orElseGet(() -> Found.oneOf(type.keys())),
            Found.quoted(entry.name()),
            near.map(key -> "write `" + key + "`")
                .orElse("remove it, or move it to where it belongs")));
    return near;
  }

  /// Reports required keys that are missing; says whether a record can be made all the same.
  private boolean complete(
      Yaml.Mapping mapping, RecordType type, @Nullable Object[] values, Set<String> meant) {
    boolean complete = true;
    for (RecordType.Property property : type.properties()) {
      if (values[property.index()] == null && property.required()) {
        if (!meant.contains(property.key())) {
          missing(mapping, property);
        }
        values[property.index()] = stopgap(property.shape());
        complete &= values[property.index()] != null;
      }
    }
    return complete;
  }

  private void missing(Yaml.Mapping mapping, RecordType.Property property) {
    problems.add(
        new Problem(
            mapping.source(),
            "missing-key",
            "`" + property.key() + "`",
            "a mapping without it",
            "add `" + property.key() + ": …` (" + property.doc() + ")"));
  }

  /// Stands in for a required value that is missing, so that the rest can be looked at; null where
  /// nothing harmless can.
  private static @Nullable Object stopgap(Shape shape) {
    return switch (shape) {
      case Shape.Scalar kind when kind == Shape.Scalar.TEXT -> "";
      case Shape.Scalar kind when kind == Shape.Scalar.INSTANT -> Instant.EPOCH;
      case Shape.Scalar kind -> null;
      case Shape.Choice choice -> null;
      case Shape.Items items -> List.of();
      case Shape.Labels labels -> Map.of();
      case Shape.Nested nested -> stopgap(RecordType.of(nested.type()));
    };
  }

  private static @Nullable Object stopgap(RecordType type) {
    @Nullable Object[] values = blank(type);
    for (RecordType.Property property : type.properties()) {
      if (values[property.index()] == null && property.required()) {
        Object value = stopgap(property.shape());
        if (value == null) {
          return null;
        }
        values[property.index()] = value;
      }
    }
    return type.make(values, Origin.NONE);
  }

  private static @Nullable Object[] blank(RecordType type) {
    @Nullable Object[] values = new @Nullable Object[type.size()];
    type.properties().forEach(property -> values[property.index()] = property.absent());
    return values;
  }

  private @Nullable Object refuse(Yaml node, Refusal refusal) {
    problems.add(
        new Problem(
            node.source(), refusal.id(), refusal.expected(), Found.what(node), refusal.fix()));
    return null;
  }
}
