package dev.sluice.engine.codec;

import java.time.DateTimeException;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Values that are written as a text.
final class Texts {
  private Texts() {}

  /// @param parse throws an [IllegalArgumentException] or [DateTimeException] for what is no such
  ///   text
  static <T> void add(
      SimpleModule module, Class<T> type, Function<T, String> text, Function<String, T> parse) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(text.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
              return context.reportInputMismatch(type, "expected a text");
            }
            try {
              return parse.apply(json.getString());
            } catch (IllegalArgumentException | DateTimeException e) {
              return context.reportInputMismatch(type, "%s", e.getMessage());
            }
          }
        });
  }
}
