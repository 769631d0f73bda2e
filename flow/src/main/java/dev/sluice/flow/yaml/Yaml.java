package dev.sluice.flow.yaml;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node of a YAML document. Immutable; every node knows where it stands.
///
/// Accessors are lenient, as a reader of foreign files needs them: a missing key, or a node of
/// another shape, is an empty answer. An alias is the same node object as its anchor.
public sealed interface Yaml {
  /// Where the node begins.
  Source source();

  /// The value under a key of a mapping, or null.
  default @Nullable Yaml get(String key) {
    return null;
  }

  /// Follows keys downwards from a mapping; null as soon as one is missing.
  default @Nullable Yaml at(String... path) {
    Yaml node = this;
    for (String key : path) {
      node = node.get(key);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  /// The scalar text under a path of keys, with its place.
  default Optional<Text> text(String... path) {
    return at(path) instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(new Text(scalar.source(), scalar.text()))
        : Optional.empty();
  }

  /// The scalar text under a path of keys, or null.
  default @Nullable String string(String... path) {
    return text(path).map(Text::value).orElse(null);
  }

  /// The items of a sequence; empty for every other node.
  default List<Yaml> items() {
    return List.of();
  }

  /// The items of the sequence under a path of keys; empty when there is none.
  default List<Yaml> items(String... path) {
    Yaml node = at(path);
    return node == null ? List.of() : node.items();
  }

  /// The entries of a mapping; empty for every other node.
  default List<Entry> entries() {
    return List.of();
  }

  /// The entries of the mapping under a path of keys; empty when there is none.
  default List<Entry> entries(String... path) {
    Yaml node = at(path);
    return node == null ? List.of() : node.entries();
  }

  /// The scalars of a sequence, or the one scalar that stands in its place: many tools allow
  /// either.
  default Stream<Text> texts(String... path) {
    Yaml node = at(path);
    Stream<Yaml> nodes =
        switch (node) {
          case null -> Stream.empty();
          case Sequence sequence -> sequence.items().stream();
          case Scalar scalar -> Stream.of(scalar);
          case Mapping mapping -> Stream.empty();
        };
    return nodes
        .filter(n -> n instanceof Scalar scalar && !scalar.isNull())
        .map(n -> new Text(n.source(), ((Scalar) n).text()));
  }

  /// One key of a mapping with its value.
  record Entry(Scalar key, Yaml value) {
    /// The key's text.
    public String name() {
      return key.text();
    }
  }

  /// A mapping, its entries in the order of the file. Merge keys (`<<`) are already resolved.
  record Mapping(Source source, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public @Nullable Yaml get(String key) {
      for (Entry entry : entries) {
        if (entry.name().equals(key)) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /// A sequence.
  record Sequence(Source source, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A scalar as it was written, without quotes.
  ///
  /// @param plain whether it was written without quotes, so that `true` is a boolean and not a word
  /// @param firstLine the line of the file on which the text itself begins: for a block scalar
  ///   (`|`, `>`) the line below its indicator
  /// @param indent columns before the text of a block scalar; 0 for every other style
  record Scalar(Source source, String text, boolean plain, int firstLine, int indent)
      implements Yaml {
    /// Whether it stands for nothing: `~`, `null` or an empty plain scalar.
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /// Whether it is the boolean true.
    public boolean isTrue() {
      return text.equalsIgnoreCase("true");
    }

    /// The place of a 0-based line of this scalar's text: exact for block scalars, the scalar
    /// itself for others.
    public Source sourceOfLine(int index) {
      return indent == 0 ? source : source.at(firstLine + index, indent + 1);
    }
  }
}
