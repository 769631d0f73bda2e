package dev.sluice.cli.judge;

import dev.sluice.bundle.json.Json;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.judge.Replay.Outcome;
import dev.sluice.cli.report.Plain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Writes what came out for each run.
interface Report {
  /// Writes one run.
  void write(Outcome outcome);

  /// A line of JSON for each run, or one for people.
  static Report of(boolean json, Terminal terminal) {
    return json ? outcome -> json(outcome, terminal) : outcome -> text(outcome, terminal);
  }

  private static void json(Outcome outcome, Terminal terminal) {
    try (JsonGenerator json = Json.line(terminal.out())) {
      json.writeStartObject();
      json.writeStringProperty("run", outcome.run());
      json.writeStringProperty("verdict", verdict(outcome));
      Double at = outcome.at();
      if (at == null) {
        json.writeNullProperty("at");
      } else {
        json.writeNumberProperty("at", plain(at));
      }
      json.writeArrayPropertyStart("holds");
      for (double[] hold : outcome.holds()) {
        json.writeStartArray();
        json.writeNumber(plain(hold[0]));
        json.writeNumber(plain(hold[1]));
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeNumberProperty("statistic", rounded(outcome.judgement().statistic()));
      json.writeNumberProperty("bound", rounded(outcome.judgement().bound()));
      json.writeNumberProperty("samples", outcome.judgement().samples());
      json.writeStringProperty("why", outcome.judgement().why());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void text(Outcome outcome, Terminal terminal) {
    Double at = outcome.at();
    String when = at == null ? "" : " at " + plain(at).toPlainString() + " s";
    terminal
        .out()
        .println(
            Plain.safe(outcome.run())
                + ": "
                + verdict(outcome)
                + when
                + ". "
                + outcome.judgement().why());
  }

  private static String verdict(Outcome outcome) {
    return outcome.judgement().verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Without an exponent, and without a fraction where there is none.
  private static BigDecimal plain(double seconds) {
    BigDecimal exact = BigDecimal.valueOf(seconds).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value, new MathContext(4));
  }
}
