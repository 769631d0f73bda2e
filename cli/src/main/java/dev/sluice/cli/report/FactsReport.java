package dev.sluice.cli.report;

import dev.sluice.bundle.json.Json;
import dev.sluice.bundle.json.Verdicts;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Facts as `sluice.dev/facts/v1`: one object for each fact, its parts listed on their own.
public final class FactsReport {
  private FactsReport() {}

  /// Writes one document with every fact, by place.
  public static void json(OutputStream out, Facts facts) {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "sluice.dev/facts/v1");
      json.writeArrayPropertyStart("facts");
      facts.all().stream().filter(FactsReport::isSeen).forEach(fact -> fact(json, fact));
      json.writeEndArray();
      json.writeArrayPropertyStart("unreadable");
      facts.of(Unreadable.class).forEach(u -> unreadable(json, u));
      json.writeEndArray();
      json.writeArrayPropertyStart("leftOut");
      facts.of(LeftOut.class).forEach(l -> leftOut(json, l));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /// Writes a line for each fact, by place, and what was not looked at behind it.
  public static void text(PrintStream out, Facts facts) {
    facts.all().stream()
        .filter(FactsReport::isSeen)
        .forEach(f ->
            out.println(
                Plain.safe(f.source() + ": " + f.getClass().getSimpleName() + words((Record) f))));
    facts
        .of(Unreadable.class)
        .forEach(u -> out.println(Plain.safe(u.source() + ": could not be read: " + u.why())));
    facts
        .of(LeftOut.class)
        .forEach(l -> out.println(Plain.safe(l.source().file() + ": left out: " + l.why())));
  }

  /// The components of a fact that are short and say something.
  private static String words(Record record) {
    StringBuilder words = new StringBuilder();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(component, record);
      boolean plain =
          value instanceof String
              || value instanceof Number
              || value instanceof Enum<?>
              || value instanceof Image
              || value instanceof Text
              || Boolean.TRUE.equals(value);
      if (plain && value != null) {
        String text = value.toString().lines().findFirst().orElse("");
        words.append(' ').append(component.getName()).append('=').append(text);
      }
    }
    return words.toString();
  }

  /// Whether a fact is something seen, and not a note about what was not looked at.
  static boolean isSeen(Fact fact) {
    return !(fact instanceof Unreadable || fact instanceof LeftOut);
  }

  private static void unreadable(JsonGenerator json, Unreadable unreadable) {
    json.writeStartObject();
    Verdicts.place(json, unreadable.source());
    json.writeStringProperty("why", unreadable.why());
    json.writeArrayPropertyStart("hides");
    unreadable.hides().forEach(type -> json.writeString(type.getSimpleName()));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void leftOut(JsonGenerator json, LeftOut leftOut) {
    json.writeStartObject();
    json.writeStringProperty("file", leftOut.source().file());
    json.writeStringProperty("why", leftOut.why());
    json.writeEndObject();
  }

  private static void fact(JsonGenerator json, Fact fact) {
    json.writeStartObject();
    json.writeStringProperty("type", fact.getClass().getSimpleName());
    Verdicts.place(json, fact.source());
    components(json, (Record) fact);
    json.writeEndObject();
  }

  private static void components(JsonGenerator json, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(component, record);
      boolean isPart =
          value instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Fact;
      if (!isPart && component.getType() != Source.class) {
        json.writeName(component.getName());
        value(json, value);
      }
    }
  }

  private static @Nullable Object get(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static void value(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Boolean bool -> json.writeBoolean(bool);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Enum<?> constant ->
          json.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case Image image -> json.writeString(image.toString());
      case Text text -> text(json, text);
      case Collection<?> items -> {
        json.writeStartArray();
        items.forEach(item -> value(json, item));
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, item) -> {
          json.writeName(String.valueOf(key));
          value(json, item);
        });
        json.writeEndObject();
      }
      case Record record -> nested(json, record);
      default -> json.writeString(value.toString());
    }
  }

  private static void text(JsonGenerator json, Text text) {
    json.writeStartObject();
    json.writeStringProperty("value", text.value());
    Verdicts.place(json, text.source());
    json.writeEndObject();
  }

  private static void nested(JsonGenerator json, Record record) {
    json.writeStartObject();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (component.getType() == Source.class && get(component, record) instanceof Source source) {
        Verdicts.place(json, source);
      }
    }
    components(json, record);
    json.writeEndObject();
  }
}
