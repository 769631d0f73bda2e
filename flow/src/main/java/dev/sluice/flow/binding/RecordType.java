package dev.sluice.flow.binding;

import dev.sluice.flow.delivery.Bare;
import dev.sluice.flow.delivery.Doc;
import dev.sluice.flow.delivery.Key;
import dev.sluice.flow.delivery.Only;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys of a record, found once for each class. Safe for use by many threads.
public final class RecordType {
  private static final ClassValue<RecordType> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final List<Property> properties;
  private final Map<String, Property> byKey = new HashMap<>();
  private final Constructor<?> constructor;
  private final int originIndex;
  private final int size;

  private RecordType(Class<? extends Record> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.properties =
        Stream.iterate(0, i -> i < components.length, i -> i + 1)
            .filter(i -> components[i].getType() != Origin.class)
            .map(i -> new Property(i, components[i]))
            .toList();
    properties.forEach(property -> byKey.put(property.key(), property));
    this.constructor = type.getDeclaredConstructors()[0];
    this.originIndex = Arrays.asList(constructor.getParameterTypes()).indexOf(Origin.class);
    this.size = components.length;
  }

  /// The keys of a record class.
  public static RecordType of(Class<? extends Record> type) {
    return TYPES.get(type);
  }

  /// Every key, in the order of the record.
  public List<Property> properties() {
    return properties;
  }

  /// The names of the keys, in the order of the record.
  public List<String> keys() {
    return properties.stream().map(Property::key).toList();
  }

  /// The property of a key, or null.
  public @Nullable Property property(String key) {
    return byKey.get(key);
  }

  /// The record's class.
  public Class<? extends Record> type() {
    return type;
  }

  /// Makes a record.
  ///
  /// @param values by index of the component; the origin is put in
  Record make(@Nullable Object[] values, Origin origin) {
    if (originIndex >= 0) {
      values[originIndex] = origin;
    }
    try {
      return type.cast(constructor.newInstance(values));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Where a record of this class stands; nowhere for one that has no origin.
  public Origin origin(Record of) {
    return originIndex >= 0
            && get(type.getRecordComponents()[originIndex], of) instanceof Origin origin
        ? origin
        : Origin.NONE;
  }

  private static @Nullable Object get(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many components the record has, the origin included.
  int size() {
    return size;
  }

  /// One key of a record.
  public static final class Property {
    private final int index;
    private final RecordComponent component;
    private final String key;
    private final Shape shape;
    private final @Nullable Bare bare;
    private final @Nullable Range range;
    private final List<String> only;
    private @Nullable Boolean required;

    Property(int index, RecordComponent component) {
      this.index = index;
      this.component = component;
      Key other = component.getAnnotation(Key.class);
      this.key = other == null ? component.getName() : other.value();
      this.shape = Shape.of(component.getGenericType());
      this.bare = component.getAnnotation(Bare.class);
      this.range = component.getAnnotation(Range.class);
      Only texts = component.getAnnotation(Only.class);
      this.only = texts == null ? List.of() : List.of(texts.value());
    }

    /// The key as users write it.
    public String key() {
      return key;
    }

    /// What may stand under it.
    public Shape shape() {
      return shape;
    }

    /// What it means.
    public String doc() {
      Doc doc = component.getAnnotation(Doc.class);
      return doc == null ? key : doc.value();
    }

    /// Whether it has to be written.
    public boolean required() {
      Boolean known = required;
      if (known == null) {
        known = isRequired();
        required = known; // every thread finds the same
      }
      return known;
    }

    private boolean isRequired() {
      boolean empty = shape instanceof Shape.Items || shape == Shape.Labels.LABELS;
      return !empty
          && component.getType() != boolean.class
          && Arrays.stream(component.getAnnotatedType().getAnnotations())
              .noneMatch(a -> a.annotationType() == Nullable.class);
    }

    /// How a single value may stand for the whole record, or null when it cannot.
    public @Nullable Bare bare() {
      return bare;
    }

    /// The numbers that it accepts, or null when all are.
    public @Nullable Range range() {
      return range;
    }

    /// The texts that it accepts; empty when all are.
    public List<String> only() {
      return only;
    }

    /// The value in a record.
    public @Nullable Object value(Record of) {
      return get(component, of);
    }

    int index() {
      return index;
    }

    /// What stands for a key that is not written, or that was refused; null where the record takes
    /// null.
    @Nullable Object absent() {
      return switch (shape) {
        case Shape.Items items -> List.of();
        case Shape.Labels labels -> Map.of();
        case Shape.Scalar scalar when component.getType() == boolean.class -> false;
        case Shape.Scalar scalar -> null;
        case Shape.Choice choice -> null;
        case Shape.Nested nested -> null;
      };
    }
  }
}
