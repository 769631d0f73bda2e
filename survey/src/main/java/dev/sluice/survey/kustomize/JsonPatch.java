package dev.sluice.survey.kustomize;

import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies the operations `add`, `replace` and `remove` of a JSON patch; other operations change
/// nothing here.
///
/// Source: RFC 6902 and, for the paths, RFC 6901.
final class JsonPatch {
  private JsonPatch() {}

  /// The object after all operations.
  static Yaml apply(Yaml object, Yaml operations) {
    Yaml result = object;
    for (Yaml operation : operations.items()) {
      String path = operation.string("path");
      String name = operation.string("op");
      if (path != null && name != null && path.startsWith("/")) {
        result = change(result, segments(path), name, operation.get("value"));
      }
    }
    return result;
  }

  /// The object with another value at a path.
  static Yaml replaced(Yaml object, String path, Yaml value) {
    return change(object, segments(path), "replace", value);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      segments.add(segment.replace("~1", "/").replace("~0", "~"));
    }
    return segments;
  }

  private static Yaml change(Yaml node, List<String> path, String operation, @Nullable Yaml value) {
    return switch (node) {
      case Yaml.Mapping mapping -> inMapping(mapping, path, operation, value);
      case Yaml.Sequence sequence -> inSequence(sequence, path, operation, value);
      case Yaml.Scalar scalar -> scalar;
    };
  }

  private static Yaml inMapping(
      Yaml.Mapping mapping, List<String> path, String operation, @Nullable Yaml value) {
    String name = path.getFirst();
    boolean here = path.size() == 1;
    List<Yaml.Entry> entries = new ArrayList<>();
    boolean found = false;
    for (Yaml.Entry entry : mapping.entries()) {
      if (!entry.name().equals(name)) {
        entries.add(entry);
        continue;
      }
      found = true;
      Yaml changed =
          here
              ? operation.equals("remove") ? null : put(entry.value(), operation, value)
              : change(entry.value(), path.subList(1, path.size()), operation, value);
      if (changed != null) {
        entries.add(new Yaml.Entry(entry.key(), changed));
      }
    }
    if (!found && here && operation.equals("add") && value != null) {
      entries.add(
          new Yaml.Entry(
              new Yaml.Scalar(value.source(), name, true, value.source().line(), 0), value));
    }
    return new Yaml.Mapping(mapping.source(), entries);
  }

  private static Yaml inSequence(
      Yaml.Sequence sequence, List<String> path, String operation, @Nullable Yaml value) {
    List<Yaml> items = new ArrayList<>(sequence.items());
    boolean here = path.size() == 1;
    String segment = path.getFirst();
    int index = segment.equals("-") ? items.size() : index(segment);
    boolean exists = index >= 0 && index < items.size();
    if (!here && exists) {
      items.set(index, change(items.get(index), path.subList(1, path.size()), operation, value));
    } else if (here
        && operation.equals("add")
        && value != null
        && index >= 0
        && index <= items.size()) {
      items.add(index, value);
    } else if (here && operation.equals("remove") && exists) {
      items.remove(index);
    } else if (here && exists) {
      items.set(index, put(items.get(index), operation, value));
    }
    return new Yaml.Sequence(sequence.source(), items);
  }

  private static Yaml put(Yaml before, String operation, @Nullable Yaml value) {
    boolean writes = operation.equals("replace") || operation.equals("add");
    return writes && value != null ? value : before;
  }

  private static int index(String segment) {
    return segment.matches("[0-9]{1,6}") ? Integer.parseInt(segment) : -1;
  }
}
