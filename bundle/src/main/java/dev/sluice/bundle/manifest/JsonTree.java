package dev.sluice.bundle.manifest;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A JSON object from someone not to be trusted: bounded in depth, size and number of values, and
/// without a name that comes twice.
final class JsonTree {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 2_000_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxStringLength(Manifest.MAX_BYTES)
                  .build())
          .build();

  private final String where;
  private final Map<String, @Nullable Object> members;

  private JsonTree(String where, Map<String, @Nullable Object> members) {
    this.where = where;
    this.members = members;
  }

  /// Begins a document of one line.
  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /// Reads one object and nothing after it.
  static JsonTree parse(byte[] json) throws MalformedManifestException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      JsonTree tree = object("", value(parser));
      if (parser.nextToken() != null) {
        throw new MalformedManifestException("expected one JSON object, but found more after it");
      }
      return tree;
    } catch (JacksonException e) {
      throw new MalformedManifestException(
          "expected JSON of usual depth and size, but found something else");
    }
  }

  private static @Nullable Object value(JsonParser parser) throws MalformedManifestException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser));
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    }
    if (token == null) {
      throw new MalformedManifestException("expected JSON, but found its end");
    }
    return token == JsonToken.VALUE_STRING ? parser.getString() : null;
  }

  /// The text of a member.
  String text(String name) throws MalformedManifestException {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw expected("a text", name);
  }

  /// The text of a member that may be left out.
  @Nullable String optionalText(String name) throws MalformedManifestException {
    return members.containsKey(name) ? text(name) : null;
  }

  /// Makes sure of a member's text.
  void expect(String name, String text) throws MalformedManifestException {
    if (!text(name).equals(text)) {
      throw expected("'" + text + "'", name);
    }
  }

  /// The object that is a member.
  JsonTree object(String name) throws MalformedManifestException {
    return object(where + name, members.get(name));
  }

  /// The objects in a list.
  List<JsonTree> objects(String name) throws MalformedManifestException {
    if (!(members.get(name) instanceof List<?> elements)) {
      throw expected("a list", name);
    }
    List<JsonTree> objects = new ArrayList<>();
    for (Object element : elements) {
      objects.add(object(where + name + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  @SuppressWarnings("unchecked") // every map here was made by value()
  private static JsonTree object(String where, @Nullable Object value)
      throws MalformedManifestException {
    if (value instanceof Map<?, ?> members) {
      return new JsonTree(
          where.isEmpty() ? "" : where + ".", (Map<String, @Nullable Object>) members);
    }
    throw new MalformedManifestException(
        "expected an object" + (where.isEmpty() ? "" : " at '" + where + "'"));
  }

  private MalformedManifestException expected(String what, String name) {
    return new MalformedManifestException(
        "expected " + what + " at '" + where + name + "', but found something else");
  }
}
