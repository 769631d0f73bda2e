package dev.sluice.engine.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The records of the machines as JSON, and back: states, observations, actions, decisions, holds.
///
/// An object has the components of a record, in their order, and leaves out those that are null.
/// Where it is one of a sealed set, its first member is `type`, the simple name of the record.
/// Times and durations are ISO 8601 to the nanosecond, enums go by name, a release is its canonical
/// text, an id or digest its value, and numbers that are none are the texts `NaN`, `Infinity` and
/// `-Infinity`. Equal values give equal bytes. For several threads at once.
public final class Codec {
  private static final JsonMapper MAPPER = mapper();

  private Codec() {}

  private static JsonMapper mapper() {
    SimpleModule texts = new SimpleModule("texts");
    Texts.add(texts, Release.class, Release::canonical, Release::parse);
    Texts.add(texts, ReleaseId.class, ReleaseId::value, ReleaseId::new);
    Texts.add(texts, Digest.class, Digest::value, Digest::new);
    Texts.add(texts, Instant.class, Instant::toString, Instant::parse);
    Texts.add(texts, Duration.class, Duration::toString, Duration::parse);
    Texts.add(texts, LocalDate.class, LocalDate::toString, LocalDate::parse);
    return JsonMapper.builder()
        .annotationIntrospector(new Records())
        .addModule(texts)
        .changeDefaultPropertyInclusion(i ->
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  /// A record, or a list of them, as JSON on one line.
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// A whole number among the members of an object, or null when there is none of the name.
  public static @Nullable Integer number(String json, String member) {
    try {
      JsonNode value = MAPPER.readTree(json).get(member);
      return value != null && value.isInt() ? value.intValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /// The value that a JSON text stands for.
  ///
  /// @param type a record, or a sealed interface of records
  /// @throws IllegalArgumentException when it stands for none: it is no JSON, something is missing
  ///   or unknown, or the record refuses it
  public static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(type.getName() + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(type.getName() + ": expected an object, but found null");
  }
}
