package dev.sluice.bundle.document;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.bundle.json.Json;
import dev.sluice.bundle.json.Verdicts;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.StageVerdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A document as `sluice.dev/bundle/v1`.
public final class JsonDocument {
  /// What the member `schema` says.
  public static final String SCHEMA = "sluice.dev/bundle/v1";

  private JsonDocument() {}

  /// The whole text.
  public static String text(Document document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      head(json, document);
      json.writeArrayPropertyStart("gates");
      document.stages().forEach(stage -> gate(json, stage));
      json.writeEndArray();
      figures(json, document.overview());
      json.writeArrayPropertyStart("sections");
      document.sections().forEach(section -> section(json, section));
      json.writeEndArray();
      json.writeArrayPropertyStart("artifacts");
      document.artifacts().forEach(artifact -> artifact(json, artifact));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toString(StandardCharsets.UTF_8) + "\n";
  }

  /// The JSON Schema (draft 2020-12) of the text.
  public static String schema() {
    return Resource.text("bundle.schema.json");
  }

  private static void head(JsonGenerator json, Document document) {
    json.writeStringProperty("name", document.name());
    json.writeStringProperty("path", document.path());
    json.writeStringProperty("at", document.at().toString());
    json.writeStringProperty("commit", document.commit());
    json.writeStringProperty("profile", document.profile());
    json.writeStringProperty("profileWhy", document.profileWhy());
    json.writeStringProperty("status", document.draft() ? "draft" : "final");
  }

  private static void gate(JsonGenerator json, StageVerdict stage) {
    json.writeStartObject();
    Verdicts.gate(json, stage);
    if (stage.stage() == Stage.BUNDLE) {
      Verdicts.criteria(json, stage.verdicts()); // those of the others stand in their sections
    }
    json.writeEndObject();
  }

  private static void section(JsonGenerator json, Section section) {
    json.writeStartObject();
    json.writeNumberProperty("number", section.number());
    json.writeStringProperty("id", section.id());
    json.writeStringProperty("title", section.title());
    json.writeStringProperty("lead", section.lead());
    json.writeArrayPropertyStart("topics");
    section.topics().forEach(topic -> topic(json, topic));
    json.writeEndArray();
    figures(json, section.figures());
    Verdicts.criteria(json, section.verdicts());
    json.writeArrayPropertyStart("assumptions");
    section
        .assumptions()
        .forEach(a -> {
          json.writeStartObject();
          json.writeStringProperty("criterion", a.criterion());
          json.writeStringProperty("assumes", a.assumes());
          json.writeStringProperty("why", a.why());
          json.writeStringProperty("replace", a.replace());
          Verdicts.place(json, a.at().source());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeArrayPropertyStart("open");
    section.open().forEach(item -> open(json, item));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void topic(JsonGenerator json, Topic topic) {
    json.writeStartObject();
    json.writeStringProperty("id", topic.id());
    json.writeStringProperty("title", topic.title());
    json.writeStringProperty("why", topic.why());
    strings(json, "criteria", topic.criteria());
    strings(json, "columns", topic.columns());
    json.writeArrayPropertyStart("entries");
    for (Entry entry : topic.entries()) {
      json.writeStartObject();
      Verdicts.place(json, entry.at());
      strings(json, "values", entry.values());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, List<Figure> figures) {
    json.writeArrayPropertyStart("figures");
    for (Figure figure : figures) {
      json.writeStartObject();
      json.writeStringProperty("id", figure.id());
      json.writeStringProperty("title", figure.title());
      json.writeStringProperty("text", figure.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void open(JsonGenerator json, OpenItem item) {
    json.writeStartObject();
    json.writeStringProperty("criterion", item.criterion());
    json.writeStringProperty("what", item.what());
    json.writeStringProperty("next", item.next());
    Verdicts.place(json, item.at());
    json.writeStringProperty("owner", item.owner());
    json.writeStringProperty("by", item.by() == null ? null : item.by().toString());
    json.writeEndObject();
  }

  private static void artifact(JsonGenerator json, Artifact artifact) {
    json.writeStartObject();
    json.writeStringProperty("path", artifact.path());
    json.writeStringProperty("purpose", artifact.purpose());
    json.writeStringProperty("criterion", artifact.criterion());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
