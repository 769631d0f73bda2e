package dev.sluice.flow.intake;

import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Adds drafted parts to the text of a file, and leaves every line that stands there as it is.
///
/// A key that is written, with whatever value, is left alone; below a mapping in block style the
/// keys that are not written are added at its end.
final class Missing {
  private static final Pattern NONE = Pattern.compile("^(assumptions:)\\s*\\[\\s*](\\s*(#.*)?)$");

  private final List<String> lines;
  private final Yaml root;

  /// What is added, by the line that it follows; later ones first.
  private final List<Addition> additions = new ArrayList<>();

  private record Addition(int after, List<String> lines) {}

  Missing(String text, Yaml root) {
    this.lines = List.of(text.split("\n", -1));
    this.root = root;
  }

  /// The drafted parts that are not written yet.
  Fields of(Fields draft) {
    return of(root, draft);
  }

  private Fields of(Yaml node, Fields draft) {
    Fields missing = new Fields();
    draft
        .entries()
        .forEach((key, value) -> {
          Yaml.Entry entry = entry(node, key);
          if (entry == null) {
            missing.put(key, value);
          } else if (value instanceof Fields fields && isBlock(entry)) {
            missing.put(key, of(entry.value(), fields));
          }
        });
    return missing;
  }

  private static Yaml.@Nullable Entry entry(Yaml node, String key) {
    return node.entries().stream()
        .filter(entry -> entry.name().equals(key))
        .findFirst()
        .orElse(null);
  }

  /// Whether a value is a mapping whose keys stand on lines of their own below their key.
  private boolean isBlock(Yaml.Entry entry) {
    List<Yaml.Entry> entries = entry.value().entries();
    if (entries.isEmpty()) {
      return false;
    }
    int line = entries.getFirst().key().source().line();
    int column = entries.getFirst().key().source().column();
    String before = lines.get(line - 1).substring(0, column - 1);
    return line > entry.key().source().line()
        && column > entry.key().source().column()
        && before.isBlank();
  }

  /// Whether the file as a whole can take keys: it is not written in braces.
  boolean isOpen() {
    List<Yaml.Entry> entries = root.entries();
    if (entries.isEmpty()) {
      return false;
    }
    Yaml.Entry first = entries.getFirst();
    String line = lines.get(first.key().source().line() - 1);
    return first.key().source().column() == 1 || line.startsWith("\uFEFF");
  }

  /// Whether entries can be added to `assumptions`.
  boolean takesAssumptions() {
    Yaml.Entry entry = entry(root, "assumptions");
    if (entry == null) {
      return true;
    }
    int line = entry.key().source().line();
    List<Yaml> items = entry.value().items();
    return items.isEmpty()
        ? NONE.matcher(lines.get(line - 1)).matches()
        : items.getFirst().source().line() > line
            && lines.get(items.getFirst().source().line() - 1).strip().startsWith("-");
  }

  /// The text with what is missing.
  ///
  /// @param assumptions drafted entries of `assumptions`, without the dash's indent
  String text(Fields missing, List<List<String>> assumptions) {
    add(root, missing);
    List<String> changed = new ArrayList<>(lines);
    if (!assumptions.isEmpty()) {
      addAssumptions(assumptions, changed);
    }
    additions.sort((one, other) -> Integer.compare(other.after(), one.after()));
    boolean windows = lines.getFirst().endsWith("\r");
    for (Addition addition : additions) {
      List<String> added =
          windows ? addition.lines().stream().map(l -> l + "\r").toList() : addition.lines();
      changed.addAll(Math.min(addition.after(), changed.size()), added);
    }
    return String.join("\n", changed);
  }

  private void add(Yaml node, Fields missing) {
    Fields here = new Fields();
    missing
        .entries()
        .forEach((key, value) -> {
          Yaml.Entry entry = entry(node, key);
          if (entry == null) {
            here.put(key, value);
          } else if (value instanceof Fields fields) {
            add(entry.value(), fields);
          }
        });
    if (here.entries().isEmpty()) {
      return;
    }
    if (node.equals(root)) {
      List<String> added = new ArrayList<>();
      here.entries()
          .forEach((key, value) -> {
            added.add("");
            added.addAll(Printer.lines(new Fields().put(key, value), 0));
          });
      additions.add(new Addition(end(), added));
      return;
    }
    int indent = node.entries().getFirst().key().source().column() - 1;
    int last = node.entries().getLast().key().source().line();
    additions.add(new Addition(end(last, indent), Printer.lines(here, indent)));
  }

  private void addAssumptions(List<List<String>> assumptions, List<String> changed) {
    Yaml.Entry entry = entry(root, "assumptions");
    if (entry == null) {
      List<String> added = new ArrayList<>(List.of("", "assumptions:"));
      assumptions.forEach(lines -> lines.forEach(line -> added.add("  " + line)));
      additions.add(0, new Addition(end(), added));
      return;
    }
    int line = entry.key().source().line();
    List<Yaml> items = entry.value().items();
    Matcher none = NONE.matcher(changed.get(line - 1));
    String margin = "  ";
    int after = line;
    if (items.isEmpty() && none.matches()) {
      changed.set(line - 1, none.group(1) + none.group(2));
    } else {
      String first = lines.get(items.getFirst().source().line() - 1);
      margin = first.substring(0, first.indexOf('-'));
      after = end(items.getLast().source().line(), margin.length() + 1);
    }
    List<String> added = new ArrayList<>();
    for (List<String> one : assumptions) {
      for (String text : one) {
        added.add(margin + text);
      }
    }
    additions.add(new Addition(after, added));
  }

  /// The number of lines up to the last one that is not blank.
  private int end() {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    return end;
  }

  /// The last line of a block.
  ///
  /// @param from a 1-based line that belongs to it
  /// @param indent the least indent of its lines
  private int end(int from, int indent) {
    int end = from;
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i);
      int margin = line.length() - line.stripLeading().length();
      boolean item = margin == indent && line.startsWith("-", margin);
      if (!line.isBlank() && margin <= indent && !item) {
        break;
      }
      if (!line.isBlank()) {
        end = i + 1;
      }
    }
    return end;
  }
}
