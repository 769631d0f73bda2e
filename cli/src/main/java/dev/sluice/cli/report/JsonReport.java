package dev.sluice.cli.report;

import dev.sluice.bundle.json.Json;
import dev.sluice.bundle.json.Verdicts;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.source.Problem;
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
    Verdicts.gate(json, stage);
    Verdicts.criteria(json, stage.verdicts());
    json.writeEndObject();
  }

  /// Writes an error of a file as an object.
  public static void problem(JsonGenerator json, Problem problem) {
    json.writeStartObject();
    Verdicts.place(json, problem.source());
    json.writeStringProperty("id", problem.id());
    json.writeStringProperty("expected", problem.expected());
    json.writeStringProperty("found", problem.found());
    json.writeStringProperty("fix", problem.fix());
    json.writeEndObject();
  }
}
