package dev.sluice.cli.simulate;

import dev.sluice.bundle.json.Json;
import dev.sluice.cli.simulate.Answer.Case;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.release.simulation.Summary;
import dev.sluice.release.simulation.Timing;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Simulations as `sluice.dev/simulation/v1`. The same bytes for the same input and seed.
final class SimulationJson {
  private final JsonGenerator json;

  private SimulationJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(OutputStream out, Delivery delivery, List<Answer> answers) {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "sluice.dev/simulation/v1");
      json.writeStringProperty("name", delivery.metadata().name());
      json.writeArrayPropertyStart("ways");
      answers.forEach(answer -> new SimulationJson(json).way(delivery, answer));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void way(Delivery delivery, Answer answer) {
    Subject subject = answer.subject();
    json.writeStartObject();
    strings("environments", subject.environments());
    json.writeStringProperty("strategy", subject.strategy().name());
    json.writeBooleanProperty("judged", subject.isJudged());
    strings("notSimulated", subject.rehearsal().leftOut());
    assumed(answer);
    json.writeNumberProperty("planSeconds", answer.plan().took().toSeconds());
    json.writeArrayPropertyStart("plan");
    Picture.of(subject.rehearsal().brief().spec().plan(), answer.plan()).rows().forEach(this::row);
    json.writeEndArray();
    json.writeNumberProperty("runs", answer.runs());
    json.writeName("healthy");
    json.writeStartObject();
    summary(answer.healthy());
    number("meanDelaySeconds", answer.delay());
    json.writeEndObject();
    json.writeArrayPropertyStart("bad");
    answer.cases().forEach(c -> bad(c, answer));
    json.writeEndArray();
    json.writeArrayPropertyStart("declared");
    Promise.of(delivery, answer).forEach(this::promise);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void assumed(Answer answer) {
    Question q = answer.question();
    Timing t = answer.timing();
    json.writeName("assumed");
    json.writeStartObject();
    number("requestsPerSecond", q.perSecond());
    number("errors", q.errors());
    number("noise", q.noise());
    json.writeNumberProperty("seed", q.seed());
    json.writeNumberProperty("intervalSeconds", t.interval().toSeconds());
    json.writeNumberProperty("lagSeconds", t.lag().toSeconds());
    json.writeNumberProperty("historySeconds", t.history().toSeconds());
    json.writeNumberProperty("readySeconds", t.ready().toSeconds());
    json.writeNumberProperty("approvalSeconds", t.approval().toSeconds());
    json.writeNumberProperty("longestSeconds", t.longest().toSeconds());
    json.writeNumberProperty("instances", answer.subject().replicas());
    json.writeEndObject();
  }

  private void row(Picture.Row row) {
    json.writeStartObject();
    json.writeNumberProperty("at", row.at().toSeconds());
    json.writeNumberProperty("percent", row.percent());
    json.writeNumberProperty("mirror", row.mirror());
    strings("until", row.until());
    json.writeEndObject();
  }

  private void bad(Case c, Answer answer) {
    json.writeStartObject();
    number("rate", c.rate());
    json.writeBooleanProperty("tolerated", c.tolerated());
    summary(c.summary());
    number("ofBigBang", answer.ofBigBang(c));
    json.writeEndObject();
  }

  private void summary(Summary s) {
    json.writeNumberProperty("stopped", s.stopped());
    json.writeNumberProperty("promoted", s.healthy());
    json.writeNumberProperty("stuck", s.stuck());
    json.writeArrayPropertyStart("stoppedShare95");
    json.writeNumber(rounded(s.share().low()));
    json.writeNumber(rounded(s.share().high()));
    json.writeEndArray();
    spread("secondsUntilTold", s.told());
    spread("secondsUntilNoTraffic", s.back());
    spread("requests", s.requests());
    spread("failed", s.failed());
    spread("excessFailed", s.excess());
    spread("largestPercent", s.largest());
    spread("secondsToRecover", s.recovered());
    json.writeName("reasons");
    json.writeStartObject();
    s.reasons().forEach((reason, runs) -> json.writeNumberProperty(reason.text(), runs));
    json.writeEndObject();
    json.writeName("meanSecondsWaited");
    json.writeStartObject();
    s.waits().forEach((reason, waited) -> number(reason.text(), waited.seconds()));
    json.writeEndObject();
  }

  /// Null stands for never, and for nothing that was measured.
  private void spread(String name, Summary.Spread spread) {
    json.writeName(name);
    json.writeStartObject();
    number("mean", spread.mean());
    number("median", spread.median());
    number("p95", spread.p95());
    number("most", spread.most());
    json.writeEndObject();
  }

  private void promise(Promise p) {
    json.writeStartObject();
    json.writeStringProperty("key", p.key());
    json.writeStringProperty("unit", p.kind().name().toLowerCase(Locale.ROOT));
    number("declared", p.declared());
    number("found", p.found());
    number("rate", p.rate());
    json.writeBooleanProperty("kept", p.kept());
    json.writeEndObject();
  }

  private void number(String name, double value) {
    json.writeName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(rounded(value));
    } else {
      json.writeNull();
    }
  }

  private static BigDecimal rounded(double value) {
    BigDecimal exact = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private void strings(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
