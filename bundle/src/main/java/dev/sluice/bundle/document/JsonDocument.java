package dev.sluice.bundle.document;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.bundle.json.Json;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    json.writeStringProperty("stage", stage.stage().id());
    json.writeStringProperty("gate", stage.gate().id());
    strings(json, "blockedBy", stage.blockedBy());
    if (stage.stage() == Stage.BUNDLE) {
      verdicts(json, stage.verdicts());
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
    verdicts(json, section.verdicts());
    json.writeArrayPropertyStart("assumptions");
    section
        .assumptions()
        .forEach(a -> {
          json.writeStartObject();
          json.writeStringProperty("criterion", a.criterion());
          json.writeStringProperty("assumes", a.assumes());
          json.writeStringProperty("why", a.why());
          json.writeStringProperty("replace", a.replace());
          json.writeStringProperty("at", a.at().source().toString());
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
      json.writeStringProperty("at", entry.at().toString());
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

  private static void verdicts(JsonGenerator json, List<Verdict> verdicts) {
    json.writeArrayPropertyStart("verdicts");
    verdicts.forEach(verdict -> verdict(json, verdict));
    json.writeEndArray();
  }

  private static void verdict(JsonGenerator json, Verdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("criterion", verdict.id());
    json.writeStringProperty("level", verdict.level().id());
    json.writeStringProperty("state", verdict.state() == null ? null : verdict.state().id());
    json.writeStringProperty("bar", verdict.bar().id());
    json.writeBooleanProperty("met", verdict.met());
    json.writeStringProperty("reason", verdict.reason());
    json.writeArrayPropertyStart("evidence");
    for (Evidence evidence : verdict.evidence()) {
      json.writeStartObject();
      json.writeStringProperty("at", evidence.source().toString());
      json.writeStringProperty("shows", evidence.shows().id());
      json.writeStringProperty("message", evidence.message());
      if (evidence.at() != null) {
        json.writeStringProperty("ran", evidence.at().toString());
      }
      if (evidence.fix() != null) {
        json.writeStringProperty("fix", evidence.fix());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void open(JsonGenerator json, OpenItem item) {
    json.writeStartObject();
    json.writeStringProperty("criterion", item.criterion());
    json.writeStringProperty("what", item.what());
    json.writeStringProperty("next", item.next());
    json.writeStringProperty("at", text(item.at()));
    json.writeStringProperty("owner", item.owner());
    json.writeStringProperty("by", item.by() == null ? null : item.by().toString());
    json.writeEndObject();
  }

  private static @Nullable String text(@Nullable Source source) {
    return source == null ? null : source.toString();
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
