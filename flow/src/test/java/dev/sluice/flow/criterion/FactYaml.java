package dev.sluice.flow.criterion;

import dev.sluice.flow.binding.Nearest;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the facts of a case. What is left out is null, empty, false or 0, or comes from the fact
/// around it.
///
/// The key `at` is the place of a fact. In a fact that has a time of that name (Run, Tag) it is the
/// time, and the place is `source`.
final class FactYaml {
  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Fact.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private FactYaml() {}

  /// The facts of a list.
  ///
  /// @throws IllegalArgumentException with the place of what is wrong
  static List<Fact> read(List<Yaml> items) {
    return items.stream().map(FactYaml::fact).toList();
  }

  private static Fact fact(Yaml item) {
    String name = item.string("type");
    Class<?> type = TYPES.get(String.valueOf(name));
    if (type == null) {
      throw wrong(item, "unknown type " + name + suggestion(String.valueOf(name), TYPES.keySet()));
    }
    return (Fact) record(item, type, new Around(Source.of("case.yaml"), Map.of()));
  }

  /// What the fact around gives to those inside.
  private record Around(Source source, Map<String, String> values) {
    Around inside(Yaml item, Class<?> type, Source at) {
      Map<String, String> more = new HashMap<>(values);
      if (type == Pipeline.class) {
        more.put("pipeline", at.file());
      }
      if (type == Job.class) {
        more.put("job", String.valueOf(item.string("id")));
      }
      if (type == Workload.class) {
        more.put("workload", item.string("kind") + "/" + item.string("name"));
        item.text("environment").ifPresent(e -> more.put("environment", e.value()));
      }
      return new Around(at, more);
    }
  }

  private static Object record(Yaml item, Class<?> type, Around around) {
    RecordComponent[] components = type.getRecordComponents();
    boolean timed = Arrays.stream(components).anyMatch(c -> c.getName().equals("at"));
    String place = timed ? "source" : "at";
    refuseUnknown(item, components, place);
    Source at = item.text(place).map(text -> source(text.value())).orElse(around.source());
    Around inside = around.inside(item, type, at);
    @Nullable Object[] values =
        Arrays.stream(components)
            .map(c -> component(item, c, type, at, inside))
            .toArray(Object[]::new);
    try {
      var constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      String why = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw wrong(item, type.getSimpleName() + " is not complete: " + why);
    }
  }

  private static void refuseUnknown(Yaml item, RecordComponent[] components, String place) {
    List<String> known =
        Stream.concat(
                Stream.of("type", place), Arrays.stream(components).map(RecordComponent::getName))
            .toList();
    for (Yaml.Entry entry : item.entries()) {
      if (!known.contains(entry.name())) {
        throw wrong(
            entry.key(), "unknown key " + entry.name() + suggestion(entry.name(), known) + known);
      }
    }
  }

  private static @Nullable Object component(
      Yaml item, RecordComponent component, Class<?> owner, Source at, Around around) {
    if (component.getType() == Source.class && component.getName().equals("source")) {
      return at;
    }
    Yaml value = item.get(component.getName());
    if (value != null) {
      return value(value, component.getGenericType(), around);
    }
    boolean inherits = owner != Pipeline.class && owner != Workload.class;
    String given = inherits ? around.values().get(component.getName()) : null;
    boolean text = component.getType() == String.class;
    boolean own = owner == HealthCheck.class || !component.getName().equals("environment");
    return given != null && text && own ? given : absent(component);
  }

  private static @Nullable Object absent(RecordComponent component) {
    Class<?> type = component.getType();
    boolean nullable =
        Arrays.stream(component.getAnnotatedType().getAnnotations())
            .anyMatch(a -> a.annotationType() == Nullable.class);
    if (nullable) {
      return null;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == String.class) {
      return "";
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    return type == Pipeline.Role.class ? Pipeline.Role.WORKFLOW : null;
  }

  private static @Nullable Object value(Yaml value, Type type, Around around) {
    if (value instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return null;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() != Class.class) {
      return collection(value, generic, around);
    }
    if (type == Text.class) {
      return text(value, around);
    }
    if (type instanceof Class<?> plain && plain.isRecord() && plain != Image.class) {
      return record(value, plain, around);
    }
    if (!(value instanceof Yaml.Scalar scalar)) {
      throw wrong(value, "a single value is expected");
    }
    return single(scalar, type);
  }

  private static Object collection(Yaml value, ParameterizedType generic, Around around) {
    Type[] arguments = generic.getActualTypeArguments();
    if (generic.getRawType() == List.class) {
      List<Yaml> items = value instanceof Yaml.Scalar scalar ? List.of(scalar) : value.items();
      return items.stream().map(item -> value(item, arguments[0], around)).toList();
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    value.entries().forEach(e -> map.put(e.name(), value(e.value(), arguments[1], around)));
    return map;
  }

  private static Text text(Yaml value, Around around) {
    if (value instanceof Yaml.Scalar scalar) {
      return new Text(around.source(), scalar.text());
    }
    Source at = value.text("at").map(t -> source(t.value())).orElse(around.source());
    return new Text(at, String.valueOf(value.string("value")));
  }

  private static Object single(Yaml.Scalar scalar, Type type) {
    String text = scalar.text();
    if (type instanceof ParameterizedType) {
      return Optional.ofNullable(TYPES.get(text))
          .orElseThrow(() -> wrong(scalar, "unknown type " + text));
    }
    Class<?> plain = (Class<?>) type;
    try {
      if (plain == int.class || plain == Integer.class) {
        return Integer.valueOf(text);
      }
      if (plain == Instant.class) {
        return Instant.parse(text);
      }
    } catch (RuntimeException e) {
      throw wrong(scalar, String.valueOf(e.getMessage()));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return scalar.isTrue();
    }
    if (plain == Image.class) {
      return Image.parse(text);
    }
    return plain.isEnum() ? constant(scalar, plain) : text;
  }

  /// An enum constant, written like in Java or in lower case with hyphens.
  private static Object constant(Yaml.Scalar scalar, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equalsIgnoreCase(scalar.text().replace('-', '_')))
        .findFirst()
        .orElseThrow(() ->
            wrong(scalar, "one of " + Arrays.toString(type.getEnumConstants()) + " expected"));
  }

  /// `file:line:column`, `file:line` or `file`.
  private static Source source(String text) {
    String[] parts = text.split(":", -1);
    int numbers = 0;
    while (numbers < 2
        && numbers < parts.length - 1
        && parts[parts.length - 1 - numbers].matches("\\d+")) {
      numbers++;
    }
    String file = String.join(":", Arrays.asList(parts).subList(0, parts.length - numbers));
    int line = numbers == 0 ? 1 : Integer.parseInt(parts[parts.length - numbers]);
    int column = numbers < 2 ? 1 : Integer.parseInt(parts[parts.length - 1]);
    return new Source(file, line, column);
  }

  private static String suggestion(String word, Collection<String> known) {
    return Nearest.to(word, known).map(near -> ", did you mean " + near + "? ").orElse(" ");
  }

  private static IllegalArgumentException wrong(Yaml at, String what) {
    return new IllegalArgumentException(at.source() + ": " + what);
  }
}
