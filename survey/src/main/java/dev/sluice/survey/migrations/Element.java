package dev.sluice.survey.migrations;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A part of a changelog, the same for XML, YAML and JSON.
///
/// @param text what stands between its tags; empty in YAML
record Element(
    Source source,
    String name,
    Map<String, String> attributes,
    List<Element> children,
    StringBuilder text) {
  static Element of(Source source, String name) {
    return new Element(source, name, new LinkedHashMap<>(), new ArrayList<>(), new StringBuilder());
  }

  /// A mapping's scalars are attributes; its mappings, and those in its lists, are children.
  static Element of(Yaml.Entry entry) {
    Element element = of(entry.key().source(), entry.name());
    element.fill(entry.value());
    return element;
  }

  private void fill(Yaml value) {
    switch (value) {
      case Yaml.Scalar scalar -> text.append(scalar.text());
      case Yaml.Sequence sequence -> sequence.items().forEach(item -> children.addAll(inner(item)));
      case Yaml.Mapping mapping ->
          mapping
              .entries()
              .forEach(e -> {
                if (e.value() instanceof Yaml.Scalar scalar) {
                  attributes.put(e.name(), scalar.text());
                } else {
                  children.add(of(e));
                }
              });
    }
  }

  private static List<Element> inner(Yaml item) {
    return item.entries().stream().map(Element::of).toList();
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /// This and everything in it.
  Stream<Element> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
  }
}
