package dev.sluice.flow.intake;

import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// A part of the drafted file; every leaf knows what it stands on.
sealed interface Node {
  /// A value.
  ///
  /// @param yaml as it is written, quoted where need be
  record Leaf(String yaml, Ground ground) implements Node {}

  /// A list.
  record Items(List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A mapping, in the order in which its keys are put. Used by one thread until it is drafted.
  final class Fields implements Node {
    private final Map<String, Node> entries = new LinkedHashMap<>();

    /// Puts a value under a key; a list or a mapping without anything in it is left out.
    Fields put(String key, Node value) {
      boolean empty =
          switch (value) {
            case Leaf leaf -> false;
            case Items items -> items.items().isEmpty();
            case Fields fields -> fields.entries.isEmpty();
          };
      if (!empty) {
        entries.put(key, value);
      }
      return this;
    }

    Map<String, Node> entries() {
      return entries;
    }
  }

  /// A value that stands in the repository.
  static Leaf found(Object value, Source source) {
    return new Leaf(Words.value(value), new Ground.Found(source));
  }

  /// A value that nobody said.
  static Leaf assumed(Object value, String... criteria) {
    return new Leaf(Words.value(value), new Ground.Assumed(List.of(criteria)));
  }

  /// A value that somebody answered.
  static Leaf answered(Object value, String question) {
    return new Leaf(Words.value(value), new Ground.Answered(question));
  }

  /// Every leaf, in order.
  default Stream<Leaf> leaves() {
    return switch (this) {
      case Leaf leaf -> Stream.of(leaf);
      case Items items -> items.items().stream().flatMap(Node::leaves);
      case Fields fields -> fields.entries().values().stream().flatMap(Node::leaves);
    };
  }

  /// The same with other leaves.
  default Node map(Function<Leaf, Leaf> change) {
    return switch (this) {
      case Leaf leaf -> change.apply(leaf);
      case Items items -> {
        List<Node> changed = new ArrayList<>();
        items.items().forEach(item -> changed.add(item.map(change)));
        yield new Items(changed);
      }
      case Fields fields -> {
        Fields changed = new Fields();
        fields.entries().forEach((key, value) -> changed.put(key, value.map(change)));
        yield changed;
      }
    };
  }
}
