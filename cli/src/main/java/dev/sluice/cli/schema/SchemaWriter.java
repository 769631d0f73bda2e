package dev.sluice.cli.schema;

import dev.sluice.bundle.json.Json;
import dev.sluice.flow.binding.RecordType;
import dev.sluice.flow.binding.RecordType.Property;
import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.delivery.Bare;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the JSON Schema (draft 2020-12) of `delivery.yaml` from its records, so that both always
/// say the same.
public final class SchemaWriter {
  private final JsonGenerator json;
  private final Set<Class<? extends Record>> used = new LinkedHashSet<>();

  private SchemaWriter(JsonGenerator json) {
    this.json = json;
  }

  /// The schema, the same bytes for the same records.
  public static String json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(out)) {
      new SchemaWriter(json).write();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.writeStringProperty("$id", "https://sluice.dev/schema/delivery/v1");
    json.writeStringProperty("title", "delivery.yaml");
    json.writeStringProperty(
        "description", "How a service is delivered: declared once, checked, rendered and executed");
    mapping(RecordType.of(Delivery.class));
    json.writeObjectPropertyStart("$defs");
    List<Class<? extends Record>> written = new ArrayList<>();
    while (written.size() < used.size()) {
      Class<? extends Record> next = List.copyOf(used).get(written.size());
      json.writeObjectPropertyStart(name(next));
      definition(RecordType.of(next));
      json.writeEndObject();
      written.add(next);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// `Cd.Canary` for a record inside another, so that names never meet.
  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
  }

  private void definition(RecordType type) {
    List<Property> bare = type.properties().stream().filter(p -> p.bare() != null).toList();
    if (bare.isEmpty()) {
      mapping(type);
      return;
    }
    json.writeArrayPropertyStart("anyOf");
    bare.forEach(this::bare);
    json.writeStartObject();
    mapping(type);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void bare(Property property) {
    Bare bare = property.bare();
    json.writeStartObject();
    json.writeStringProperty("description", property.doc());
    if (bare == null || bare.value().isEmpty()) {
      shape(property.shape());
    } else {
      json.writeStringProperty("const", bare.value());
    }
    json.writeEndObject();
  }

  private void mapping(RecordType type) {
    json.writeStringProperty("type", "object");
    json.writeObjectPropertyStart("properties");
    for (Property property : type.properties()) {
      json.writeObjectPropertyStart(property.key());
      json.writeStringProperty("description", property.doc());
      property(property);
      json.writeEndObject();
    }
    json.writeEndObject();
    strings(
        "required",
        type.properties().stream().filter(Property::required).map(Property::key).toList());
    json.writeBooleanProperty("additionalProperties", false);
  }

  private void property(Property property) {
    if (!property.only().isEmpty()) {
      strings("enum", property.only());
      return;
    }
    shape(property.shape());
    Range range = property.range();
    if (range != null) {
      json.writeName("minimum");
      number(range.from());
      json.writeName("maximum");
      number(range.to());
    }
  }

  private void number(double value) {
    if (value == (int) value) {
      json.writeNumber((int) value);
    } else {
      json.writeNumber(value);
    }
  }

  private void shape(Shape shape) {
    switch (shape) {
      case Shape.Scalar kind -> scalar(kind);
      case Shape.Choice choice -> strings("enum", choice.words());
      case Shape.Items items -> items(items);
      case Shape.Labels labels -> {
        json.writeStringProperty("type", "object");
        json.writeObjectPropertyStart("additionalProperties");
        scalar(Shape.Scalar.TEXT);
        json.writeEndObject();
      }
      case Shape.Nested nested -> {
        used.add(nested.type());
        json.writeStringProperty("$ref", "#/$defs/" + name(nested.type()));
      }
    }
  }

  private void items(Shape.Items items) {
    if (items.orSingle()) {
      json.writeArrayPropertyStart("anyOf");
      json.writeStartObject();
      list(items.item());
      json.writeEndObject();
      json.writeStartObject();
      shape(items.item());
      json.writeEndObject();
      json.writeEndArray();
    } else {
      list(items.item());
    }
  }

  private void list(Shape item) {
    json.writeStringProperty("type", "array");
    json.writeObjectPropertyStart("items");
    shape(item);
    json.writeEndObject();
  }

  private void scalar(Shape.Scalar kind) {
    switch (kind) {
      case TEXT -> {
        strings("type", List.of("string", "number"));
        json.writeNumberProperty("minLength", 1);
      }
      case WHOLE_NUMBER -> json.writeStringProperty("type", "integer");
      case NUMBER -> json.writeStringProperty("type", "number");
      case TRUTH -> json.writeStringProperty("type", "boolean");
      case DURATION -> text(null, "PT5M"); // the format of that name knows no fractions of a second
      case INSTANT -> text("date-time", "2026-12-31T00:00:00Z");
      case DATE -> text("date", "2026-12-31");
    }
    String pattern = kind.pattern();
    if (pattern != null) {
      json.writeStringProperty("pattern", pattern);
    }
  }

  private void text(@Nullable String format, String example) {
    json.writeStringProperty("type", "string");
    if (format != null) {
      json.writeStringProperty("format", format);
    }
    strings("examples", List.of(example));
  }

  private void strings(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
