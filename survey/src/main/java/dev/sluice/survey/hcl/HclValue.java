package dev.sluice.survey.hcl;

import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An expression, as deep as readers need it: nothing is evaluated.
public sealed interface HclValue {
  /// Where it begins.
  Source source();

  /// The expressions directly inside it.
  default List<? extends HclValue> parts() {
    return List.of();
  }

  /// The value under a key of an object, or null.
  default @Nullable HclValue get(String key) {
    return null;
  }

  /// This expression and all inside it.
  default Stream<HclValue> all() {
    return Stream.concat(Stream.of(this), parts().stream().flatMap(HclValue::all));
  }

  /// A string without interpolation, a number, a boolean or null.
  ///
  /// @param text without quotes, escapes resolved
  /// @param quoted whether it was written as a string
  record Literal(Source source, String text, boolean quoted) implements HclValue {}

  /// A string with interpolations.
  ///
  /// @param text as written, with its `${…}`
  /// @param parts literal pieces and expressions, in order
  record Template(Source source, String text, List<HclValue> parts) implements HclValue {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /// A reference: `var.image`, `module.vpc.id`, `data.x.y[0]`.
  record Reference(Source source, String path) implements HclValue {}

  /// `[a, b]`
  record Tuple(Source source, List<HclValue> parts) implements HclValue {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  /// `{a = b}`
  record Mapping(Source source, List<HclAttribute> entries) implements HclValue {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public List<HclValue> parts() {
      return entries.stream().map(HclAttribute::value).toList();
    }

    @Override
    public @Nullable HclValue get(String key) {
      for (HclAttribute entry : entries) {
        if (entry.name().equals(key)) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /// `f(a, b)`
  record Call(Source source, String function, List<HclValue> parts) implements HclValue {
    public Call {
      parts = List.copyOf(parts);
    }
  }

  /// Everything else: operators, conditions, `for`.
  ///
  /// @param text as written
  record Operation(Source source, String text, List<HclValue> parts) implements HclValue {
    public Operation {
      parts = List.copyOf(parts);
    }
  }
}
