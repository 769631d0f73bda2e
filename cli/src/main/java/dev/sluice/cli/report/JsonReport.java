package dev.sluice.cli.report;

import dev.sluice.bundle.json.Json;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Assessments as `sluice.dev/assessment/v1`. The same bytes for the same input and instant.
public final class JsonReport {
  private JsonReport() {}

  /// Writes one document with every assessment.
  ///
  /// @param commit full id of the checked-out commit, or null outside git
  /// @param problems errors of `delivery.yaml` files, whose services are not among the assessments
  public static void write(
      OutputStream out,
      Instant at,
      @Nullable String commit,
      List<Assessment> assessments,
      List<Problem> problems) {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "sluice.dev/assessment/v1");
      json.writeStringProperty("at", at.toString());
      json.writeStringProperty("commit", commit);
      json.writeArrayPropertyStart("services");
      assessments.forEach(assessment -> service(json, assessment));
      json.writeEndArray();
      json.writeArrayPropertyStart("problems");
      problems.forEach(problem -> problem(json, problem));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void service(JsonGenerator json, Assessment assessment) {
    json.writeStartObject();
    json.writeStringProperty("name", assessment.name());
    json.writeStringProperty("path", assessment.path());
    json.writeBooleanProperty("written", assessment.written());
    json.writeStringProperty("profile", assessment.profile().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("profileWhy", assessment.profileWhy());
    json.writeArrayPropertyStart("stages");
    assessment.stages().forEach(stage -> stage(json, stage));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void stage(JsonGenerator json, StageVerdict stage) {
    json.writeStartObject();
    json.writeStringProperty("stage", stage.stage().id());
    json.writeStringProperty("gate", stage.gate().id());
    json.writeArrayPropertyStart("blockedBy");
    stage.blockedBy().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("criteria");
    stage.verdicts().forEach(verdict -> verdict(json, verdict));
    json.writeEndArray();
    json.writeEndObject();
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
    if (next.source() != null) {
      place(json, next.source());
    }
    json.writeEndObject();
  }

  /// Writes an error of a file as an object.
  public static void problem(JsonGenerator json, Problem problem) {
    json.writeStartObject();
    place(json, problem.source());
    json.writeStringProperty("id", problem.id());
    json.writeStringProperty("expected", problem.expected());
    json.writeStringProperty("found", problem.found());
    json.writeStringProperty("fix", problem.fix());
    json.writeEndObject();
  }

  /// Writes `file`, `line` and `column` into the current object.
  public static void place(JsonGenerator json, Source source) {
    json.writeStringProperty("file", source.file());
    json.writeNumberProperty("line", source.line());
    json.writeNumberProperty("column", source.column());
  }
}
