package dev.sluice.cli.decide;

import dev.sluice.bundle.json.Json;
import dev.sluice.bundle.json.Verdicts;
import dev.sluice.cli.report.JsonReport;
import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.decision.Choice;
import dev.sluice.flow.decision.Conflict;
import dev.sluice.flow.decision.Keys;
import dev.sluice.flow.decision.Row;
import dev.sluice.flow.decision.Ruling;
import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Decisions as `sluice.dev/decisions/v1`. The same bytes for the same input and instant.
final class DecisionJson {
  private final JsonGenerator json;

  private DecisionJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(
      OutputStream out,
      Instant at,
      @Nullable String commit,
      List<Decided> decided,
      List<Problem> problems) {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "sluice.dev/decisions/v1");
      json.writeStringProperty("at", at.toString());
      json.writeStringProperty("commit", commit);
      json.writeArrayPropertyStart("services");
      decided.forEach(new DecisionJson(json)::service);
      json.writeEndArray();
      json.writeArrayPropertyStart("problems");
      problems.forEach(problem -> JsonReport.problem(json, problem));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void service(Decided decided) {
    json.writeStartObject();
    json.writeStringProperty("name", decided.assessment().name());
    json.writeStringProperty("path", decided.assessment().path());
    json.writeBooleanProperty("written", decided.delivery().written());
    json.writeArrayPropertyStart("signals");
    decided.assessment().signals().named().forEach(this::signal);
    json.writeEndArray();
    json.writeArrayPropertyStart("tables");
    decided.rulings().forEach(ruling -> table(ruling, decided));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void signal(Signals.Named named) {
    json.writeStartObject();
    json.writeStringProperty("signal", named.key());
    Signal<?> signal = named.signal().orElse(null);
    if (signal == null) {
      json.writeNullProperty("value");
    } else {
      json.writeStringProperty("value", Shape.Choice.word(signal.value()));
      json.writeBooleanProperty("declared", signal.declared());
      json.writeStringProperty("from", signal.from());
      Verdicts.place(json, signal.source());
    }
    json.writeEndObject();
  }

  private void table(Ruling ruling, Decided decided) {
    json.writeStartObject();
    json.writeStringProperty("table", ruling.table().id());
    json.writeArrayPropertyStart("rows");
    ruling.choices().forEach(choice -> speaking(choice, decided));
    ruling.silent().forEach(this::silent);
    json.writeEndArray();
    json.writeArrayPropertyStart("conflicts");
    ruling.conflicts().forEach(this::conflict);
    json.writeEndArray();
    json.writeArrayPropertyStart("idle");
    ruling.idle().forEach(this::decision);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void speaking(Choice choice, Decided decided) {
    json.writeStartObject();
    row(choice.row(), true);
    json.writeStringProperty("chosen", choice.chosen());
    json.writeStringProperty("means", choice.option().means());
    json.writeName("decision");
    Decision decision = choice.decision();
    if (decision == null) {
      json.writeNull();
    } else {
      decision(decision);
    }
    json.writeArrayPropertyStart("criteria");
    choice.option().criteria().stream()
        .flatMap(id -> decided.verdict(id).stream())
        .forEach(this::criterion);
    json.writeEndArray();
    json.writeArrayPropertyStart("keys");
    choice.option().keys().forEach(key -> key(key, Keys.written(decided.delivery(), key)));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void silent(Row row) {
    json.writeStartObject();
    row(row, false);
    json.writeEndObject();
  }

  private void row(Row row, boolean speaks) {
    json.writeStringProperty("row", row.id());
    json.writeBooleanProperty("speaks", speaks);
    json.writeStringProperty("when", row.condition());
    json.writeStringProperty("signal", row.signal());
    json.writeStringProperty("choose", row.choose());
    json.writeStringProperty("alternative", row.alternative());
    json.writeStringProperty("tradeOff", row.tradeOff());
    json.writeStringProperty("made", Shape.Choice.word(row.made()));
    if (row.reason() != null) {
      json.writeStringProperty("reason", row.reason());
    }
    if (row.source() != null) {
      Verdicts.place(json, row.source());
    }
  }

  private void decision(Decision decision) {
    json.writeStartObject();
    json.writeStringProperty("choose", decision.choose());
    json.writeStringProperty("rationale", decision.rationale());
    json.writeStringProperty("by", decision.by());
    LocalDate on = decision.on();
    json.writeStringProperty("at", on == null ? null : on.toString());
    strings("lacks", decision.lacks());
    Verdicts.place(json, decision.at().source());
    json.writeEndObject();
  }

  private void criterion(Verdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("id", verdict.id());
    json.writeNumberProperty("stage", verdict.definition().stage().number());
    json.writeStringProperty("level", verdict.level().id());
    json.writeStringProperty("state", verdict.state() == null ? null : verdict.state().id());
    json.writeBooleanProperty("met", verdict.met());
    json.writeEndObject();
  }

  private void key(String key, List<Source> places) {
    json.writeStartObject();
    json.writeStringProperty("key", key);
    json.writeArrayPropertyStart("written");
    places.forEach(place -> {
      json.writeStartObject();
      Verdicts.place(json, place);
      json.writeEndObject();
    });
    json.writeEndArray();
    json.writeEndObject();
  }

  private void conflict(Conflict conflict) {
    json.writeStartObject();
    strings("rows", List.of(conflict.one().row().id(), conflict.other().row().id()));
    strings("choices", List.of(conflict.one().chosen(), conflict.other().chosen()));
    json.writeStringProperty("why", conflict.why());
    json.writeStringProperty("fix", conflict.fix());
    Verdicts.place(json, conflict.place());
    json.writeEndObject();
  }

  private void strings(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
