package dev.sluice.flow.intake;

import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes drafted parts as lines of YAML, each with a comment that says what it stands on. Small
/// records stand on one line.
final class Printer {
  private static final int WIDTH = 100;
  private final List<String> lines = new ArrayList<>();

  private Printer() {}

  /// The lines of a mapping.
  ///
  /// @param indent columns before its keys
  static List<String> lines(Fields fields, int indent) {
    Printer printer = new Printer();
    printer.fields(fields, indent);
    return List.copyOf(printer.lines);
  }

  private void fields(Fields fields, int indent) {
    fields.entries().forEach((key, value) -> entry(" ".repeat(indent) + key + ":", value, indent));
  }

  /// One key with its value.
  ///
  /// @param head all that stands before the value
  /// @param indent columns before the key itself
  private void entry(String head, Node value, int indent) {
    if (value instanceof Leaf(String yaml, Ground ground)) {
      line(head + " " + yaml, ground.words());
    } else if (indent > 0 && fits(head, value)) {
      line(head + " " + flow(value), comment(value));
    } else {
      lines.add(head);
      switch (value) {
        case Fields fields -> fields(fields, indent + 2);
        case Items items -> items.items().forEach(item -> item(item, indent + 2));
        case Leaf leaf -> throw new IllegalStateException("a leaf is written above");
      }
    }
  }

  private void item(Node item, int indent) {
    String dash = " ".repeat(indent) + "-";
    if (!(item instanceof Fields fields) || fits(dash, item)) {
      line(dash + " " + flow(item), comment(item));
      return;
    }
    String head = dash + " ";
    for (Map.Entry<String, Node> entry : fields.entries().entrySet()) {
      entry(head + entry.getKey() + ":", entry.getValue(), indent + 2);
      head = " ".repeat(indent + 2);
    }
  }

  private void line(String text, String comment) {
    lines.add(text + "  # " + Words.comment(comment));
  }

  /// Whether a part can stand on one line without hiding what its values stand on.
  private static boolean fits(String head, Node node) {
    long grounds = node.leaves().map(leaf -> leaf.ground().words()).distinct().count();
    boolean flat =
        switch (node) {
          case Leaf leaf -> true;
          case Items items ->
              items.items().stream().allMatch(Leaf.class::isInstance)
                  || (grounds == 1 && items.items().size() == 1);
          case Fields fields ->
              grounds == 1 || fields.entries().values().stream().allMatch(Leaf.class::isInstance);
        };
    return flat && grounds <= 3 && head.length() + 1 + flow(node).length() <= WIDTH;
  }

  private static String flow(Node node) {
    return switch (node) {
      case Leaf leaf -> leaf.yaml();
      case Items items ->
          items.items().stream().map(Printer::flow).collect(Collectors.joining(", ", "[", "]"));
      case Fields fields ->
          fields.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /// What the values of one line stand on: one phrase for all, or one for each group of keys.
  private static String comment(Node node) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    if (node instanceof Fields fields) {
      fields
          .entries()
          .forEach((key, value) ->
              value
                  .leaves()
                  .map(leaf -> leaf.ground().words())
                  .distinct()
                  .forEach(words -> keys.computeIfAbsent(words, w -> new ArrayList<>()).add(key)));
    } else {
      node.leaves().forEach(leaf -> keys.putIfAbsent(leaf.ground().words(), List.of()));
    }
    return keys.size() == 1
        ? keys.keySet().iterator().next()
        : keys.entrySet().stream()
            .map(e ->
                String.join(", ", e.getValue()) + (e.getValue().isEmpty() ? "" : " ") + e.getKey())
            .collect(Collectors.joining("; "));
  }
}
