package dev.sluice.flow.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may stand as a value. The one description that binder and schema share.
public sealed interface Shape {

  /// A single value.
  enum Scalar implements Shape {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    TRUTH,
    DURATION,
    INSTANT,
    DATE;

    /// The regular expression that its texts match, or null when the kind alone says all.
    public @Nullable String pattern() {
      return switch (this) {
        case DURATION -> Durations.PATTERN;
        case INSTANT -> Scalars.INSTANT;
        case TEXT, WHOLE_NUMBER, NUMBER, TRUTH, DATE -> null;
      };
    }
  }

  /// One word of a closed set.
  record Choice(Class<? extends Enum<?>> type) implements Shape {
    private static final ClassValue<List<String>> WORDS =
        new ClassValue<>() {
          @Override
          protected List<String> computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants()).map(c -> word((Enum<?>) c)).toList();
          }
        };

    /// The words as users write them, in the order of the constants.
    public List<String> words() {
      return WORDS.get(type);
    }

    /// A constant as users write it: `ON_DEMAND` is `on-demand`.
    public static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A list. Where its items are single values, one of them stands for a list of one.
  record Items(Shape item) implements Shape {
    /// Whether one item may stand for a list of one.
    public boolean orSingle() {
      return item instanceof Scalar || item instanceof Choice;
    }
  }

  /// A mapping with free keys and text values.
  enum Labels implements Shape {
    LABELS
  }

  /// A mapping with the keys of a record.
  record Nested(Class<? extends Record> type) implements Shape {}

  /// The shape of a Java type.
  ///
  /// @throws IllegalArgumentException for a type that no YAML stands for
  static Shape of(Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        return new Items(of(generic.getActualTypeArguments()[0]));
      }
      if (generic.getRawType() == Map.class) {
        return Labels.LABELS;
      }
    }
    if (type instanceof Class<?> plain) {
      return of(plain);
    }
    throw new IllegalArgumentException("no YAML stands for " + type);
  }

  private static Shape of(Class<?> type) {
    if (type == String.class) {
      return Scalar.TEXT;
    }
    if (type == boolean.class || type == Boolean.class) {
      return Scalar.TRUTH;
    }
    if (type == int.class || type == Integer.class) {
      return Scalar.WHOLE_NUMBER;
    }
    if (type == double.class || type == Double.class) {
      return Scalar.NUMBER;
    }
    if (type == Duration.class) {
      return Scalar.DURATION;
    }
    if (type == Instant.class) {
      return Scalar.INSTANT;
    }
    if (type == LocalDate.class) {
      return Scalar.DATE;
    }
    if (type.isEnum()) {
      @SuppressWarnings("unchecked") // isEnum
      Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) type;
      return new Choice(choice);
    }
    if (type.isRecord()) {
      return new Nested(type.asSubclass(Record.class));
    }
    throw new IllegalArgumentException("no YAML stands for " + type);
  }
}
