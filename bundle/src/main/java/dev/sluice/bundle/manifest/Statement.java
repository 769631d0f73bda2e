package dev.sluice.bundle.manifest;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// What is signed: every file of a bundle, and what the bundle is.
///
/// Source: in-toto Attestation Framework, Statement v1.
///
/// @param subjects in the order of the manifest
public record Statement(List<Subject> subjects, Predicate predicate) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";

  public Statement {
    subjects = List.copyOf(subjects);
    requireNonNull(predicate, "predicate");
  }

  /// Its JSON in UTF-8; the same statement gives the same bytes.
  byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonTree.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("_type", TYPE);
      json.writeArrayPropertyStart("subject");
      for (Subject subject : subjects) {
        json.writeStartObject();
        json.writeStringProperty("name", subject.name());
        json.writeObjectPropertyStart("digest");
        json.writeStringProperty("sha256", subject.sha256());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringProperty("predicateType", Predicate.TYPE);
      write(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void write(JsonGenerator json) {
    json.writeObjectPropertyStart("predicate");
    json.writeObjectPropertyStart("tool");
    json.writeStringProperty("name", "sluice");
    json.writeStringProperty("version", predicate.toolVersion());
    json.writeEndObject();
    json.writeStringProperty("service", predicate.service());
    String commit = predicate.commit();
    if (commit != null) {
      json.writeStringProperty("commit", commit);
    }
    json.writeStringProperty("at", predicate.at().toString());
    json.writeStringProperty("status", id(predicate.status()));
    json.writeEndObject();
  }

  /// Reads a statement about a bundle. What it says is not to be trusted before its signature held.
  ///
  /// @throws MalformedManifestException when it is none
  public static Statement of(byte[] json) throws MalformedManifestException {
    JsonTree root = JsonTree.parse(json);
    root.expect("_type", TYPE);
    root.expect("predicateType", Predicate.TYPE);
    List<Subject> subjects = new ArrayList<>();
    for (JsonTree subject : root.objects("subject")) {
      String digest = subject.object("digest").text("sha256");
      subjects.add(new Subject(subject.text("name"), digest));
    }
    JsonTree predicate = root.object("predicate");
    return new Statement(
        subjects,
        new Predicate(
            predicate.object("tool").text("version"),
            predicate.optionalText("commit"),
            instant(predicate.text("at")),
            predicate.text("service"),
            status(predicate.text("status"))));
  }

  private static Instant instant(String text) throws MalformedManifestException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedManifestException("expected an instant at 'at', but found something else");
    }
  }

  private static Predicate.Status status(String text) throws MalformedManifestException {
    return Arrays.stream(Predicate.Status.values())
        .filter(status -> id(status).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new MalformedManifestException(
                "expected draft or final at 'status', but found something else"));
  }

  private static String id(Predicate.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
