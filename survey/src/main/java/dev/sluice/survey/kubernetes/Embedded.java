package dev.sluice.survey.kubernetes;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// YAML that stands as text inside YAML, each node moved to its place in the outer file.
public final class Embedded {
  private final Yaml.Scalar outer;

  private Embedded(Yaml.Scalar outer) {
    this.outer = outer;
  }

  /// The documents in a text.
  public static List<Yaml> in(Yaml.Scalar outer) {
    byte[] bytes = outer.text().getBytes(StandardCharsets.UTF_8);
    YamlFile inner = YamlReader.read(outer.source().file(), bytes);
    Embedded moved = new Embedded(outer);
    return inner.documents().stream().map(moved::node).toList();
  }

  private Yaml node(Yaml inner) {
    return switch (inner) {
      case Yaml.Scalar scalar -> scalar(scalar);
      case Yaml.Sequence sequence ->
          new Yaml.Sequence(place(sequence), sequence.items().stream().map(this::node).toList());
      case Yaml.Mapping mapping ->
          new Yaml.Mapping(
              place(mapping),
              mapping.entries().stream()
                  .map(e -> new Yaml.Entry(scalar(e.key()), node(e.value())))
                  .toList());
    };
  }

  private Yaml.Scalar scalar(Yaml.Scalar s) {
    Source at = place(s);
    int lines = s.firstLine() - s.source().line();
    return new Yaml.Scalar(at, s.text(), s.plain(), at.line() + lines, s.indent() + outer.indent());
  }

  private Source place(Yaml inner) {
    Source at = inner.source();
    return outer.indent() == 0
        ? outer.source()
        : at.at(outer.firstLine() + at.line() - 1, outer.indent() + at.column());
  }
}
