package dev.sluice.bundle.json;

import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How verdicts and places are written, wherever they are: one set of keys.
public final class Verdicts {
  private Verdicts() {}

  /// Writes `stage`, `gate` and `blockedBy` into the current object.
  public static void gate(JsonGenerator json, StageVerdict stage) {
    json.writeStringProperty("stage", stage.stage().id());
    json.writeStringProperty("gate", stage.gate().id());
    json.writeArrayPropertyStart("blockedBy");
    stage.blockedBy().forEach(json::writeString);
    json.writeEndArray();
  }

  /// Writes `criteria` into the current object.
  public static void criteria(JsonGenerator json, List<Verdict> verdicts) {
    json.writeArrayPropertyStart("criteria");
    verdicts.forEach(verdict -> verdict(json, verdict));
    json.writeEndArray();
  }

  private static void verdict(JsonGenerator json, Verdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("id", verdict.id());
    json.writeStringProperty("level", verdict.level().id());
    json.writeStringProperty("state", verdict.state() == null ? null : verdict.state().id());
    json.writeStringProperty("bar", verdict.bar().id());
    json.writeBooleanProperty("met", verdict.met());
    json.writeStringProperty("reason", verdict.reason());
    json.writeArrayPropertyStart("evidence");
    verdict.evidence().forEach(evidence -> evidence(json, evidence));
    json.writeEndArray();
    next(json, verdict.next());
    json.writeEndObject();
  }

  private static void evidence(JsonGenerator json, Evidence evidence) {
    json.writeStartObject();
    place(json, evidence.source());
    json.writeStringProperty("shows", evidence.shows().id());
    json.writeStringProperty("message", evidence.message());
    if (evidence.at() != null) {
      json.writeStringProperty("at", evidence.at().toString());
    }
    if (evidence.fix() != null) {
      json.writeStringProperty("fix", evidence.fix());
    }
    json.writeEndObject();
  }

  private static void next(JsonGenerator json, Verdict.@Nullable Next next) {
    if (next == null) {
      json.writeNullProperty("next");
      return;
    }
    json.writeObjectPropertyStart("next");
    json.writeStringProperty("level", next.level().id());
    json.writeStringProperty("fix", next.fix());
    place(json, next.source());
    json.writeEndObject();
  }

  /// Writes `file`, `line` and `column` into the current object; nothing where there is no place.
  public static void place(JsonGenerator json, @Nullable Source source) {
    if (source != null) {
      json.writeStringProperty("file", source.file());
      json.writeNumberProperty("line", source.line());
      json.writeNumberProperty("column", source.column());
    }
  }
}
