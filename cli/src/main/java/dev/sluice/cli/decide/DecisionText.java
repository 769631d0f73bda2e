package dev.sluice.cli.decide;

import static java.util.stream.Collectors.joining;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.decision.Choice;
import dev.sluice.flow.decision.Keys;
import dev.sluice.flow.decision.Row;
import dev.sluice.flow.decision.Ruling;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.source.Source;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decisions as text of 80 columns: the signals with where they come from, then for each table the
/// rows that speak and what they turn into.
final class DecisionText {
  private static final int WIDTH = 80;
  private static final String DETAIL = "     ";
  private static final String MORE = "       ";

  /// How many places of one key are shown before the rest is counted.
  private static final int FEW = 2;

  private final PrintStream out;
  private final Paint paint;
  private boolean first = true;

  DecisionText(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  void write(Decided decided) {
    if (!first) {
      out.println();
    }
    first = false;
    String head = decided.delivery().written() ? "" : " · no delivery.yaml";
    String profile = decided.assessment().profile().name().toLowerCase(Locale.ROOT);
    out.println(paint.strong(Plain.safe(decided.assessment().name())) + " · " + profile + head);
    out.println();
    out.println(paint.strong("signals"));
    decided.assessment().signals().named().forEach(this::signal);
    for (Ruling ruling : decided.rulings()) {
      out.println();
      out.println(paint.strong(ruling.table().id()));
      ruling.choices().forEach(choice -> choice(choice, decided));
      if (ruling.choices().isEmpty()) {
        line("no row speaks: nothing is asked beyond the criteria", "   ");
      }
      ruling.conflicts().forEach(conflict -> bad("✗ " + conflict.words(), "   "));
      ruling.idle().forEach(this::idle);
      silent(ruling.silent());
    }
    out.println();
    line(summary(decided), "");
  }

  private void signal(Signals.Named named) {
    Signal<?> signal = named.signal().orElse(null);
    String label = String.format(Locale.ROOT, "   %-11s ", named.key());
    if (signal == null) {
      String text = "unknown    say it under context.signals." + named.key();
      Plain.wrap(text, WIDTH, label, " ".repeat(label.length())).forEach(out::println);
      return;
    }
    String how = signal.declared() ? "declared" : "inferred: " + signal.from();
    String text = Shape.Choice.word(signal.value()) + " ";
    String value = String.format(Locale.ROOT, "%-11s", text);
    Plain.wrap(
            Plain.safe(how + ", " + signal.source()),
            WIDTH,
            label + value,
            " ".repeat(label.length() + value.length()))
        .forEach(out::println);
  }

  private void choice(Choice choice, Decided decided) {
    Decision decision = choice.decision();
    boolean lacking = decision != null && !decision.lacks().isEmpty();
    String mark = decision == null ? paint.good("✓") : lacking ? paint.bad("✗") : paint.open("~");
    Row row = choice.row();
    String name = Plain.safe(choice.chosen());
    String id = "row " + Plain.safe(row.id());
    int gap = Math.max(1, WIDTH - 5 - name.length() - id.length());
    out.println("   " + mark + " " + paint.strong(name) + " ".repeat(gap) + paint.quiet(id));
    line("because: " + row.signal() + " (" + because(choice) + ")", DETAIL);
    String means = choice.option().means();
    if (means != null) {
      line("means: " + means, DETAIL);
    }
    instead(choice, decision);
    line("trade-off: " + row.tradeOff(), DETAIL);
    made(row);
    turnsInto(choice, decided);
  }

  private static String because(Choice choice) {
    return choice.because().isEmpty() ? "always" : choice.row().condition();
  }

  private void instead(Choice choice, @Nullable Decision decision) {
    Row row = choice.row();
    if (decision == null) {
      line("alternative: " + row.alternative() + ", with a recorded decision", DETAIL);
      return;
    }
    line("instead of: " + row.choose(), DETAIL);
    String account = decision.at().source() + ": " + decision.account();
    if (decision.lacks().isEmpty()) {
      line(account, DETAIL);
    } else {
      bad(account, DETAIL);
      line("fix: complete the decision, or take " + row.choose(), DETAIL);
    }
  }

  private void made(Row row) {
    if (row.source() != null) {
      String reason = row.reason() == null ? "" : ": " + row.reason();
      line(
          "row " + row.made().name().toLowerCase(Locale.ROOT) + " at " + row.source() + reason,
          DETAIL);
    }
  }

  private void turnsInto(Choice choice, Decided decided) {
    Map<Integer, List<String>> stages = new TreeMap<>();
    for (String id : choice.option().criteria()) {
      decided
          .verdict(id)
          .ifPresent(v ->
              stages
                  .computeIfAbsent(v.definition().stage().number(), k -> new ArrayList<>())
                  .add(id + " " + word(v)));
    }
    stages.forEach(
        (stage, criteria) -> line("stage " + stage + ": " + String.join(" · ", criteria), DETAIL));
    keys(choice.option().keys(), decided.delivery());
    if (choice.option().criteria().isEmpty()) {
      line("no criterion checks this choice", DETAIL);
    }
  }

  private void keys(List<String> keys, Delivery delivery) {
    List<String> unwritten = new ArrayList<>();
    for (String key : keys) {
      List<Source> places = Keys.written(delivery, key);
      if (places.isEmpty()) {
        unwritten.add(key);
      } else {
        String where = places.stream().limit(FEW).map(Source::toString).collect(joining(", "));
        String rest = places.size() > FEW ? " and " + (places.size() - FEW) + " more" : "";
        line("key " + key + ": " + where + rest, DETAIL);
      }
    }
    if (!unwritten.isEmpty()) {
      line("not written: " + String.join(", ", unwritten), DETAIL);
    }
  }

  private static String word(Verdict verdict) {
    State state = verdict.state();
    String word = state == null ? verdict.level().id() : state.id();
    return (verdict.met() ? "✓ " : "✗ ") + word;
  }

  private void idle(Decision decision) {
    line(
        "- "
            + decision.at().source()
            + ": the decision for "
            + decision.choose()
            + " changes nothing: no row that speaks has it as its alternative",
        "   ");
  }

  private void silent(List<Row> rows) {
    if (!rows.isEmpty()) {
      String all =
          rows.stream().map(r -> r.id() + " (" + r.condition() + ")").collect(joining(", "));
      Plain.wrap(Plain.safe("silent: " + all), WIDTH, "   ", MORE)
          .forEach(text -> out.println(paint.quiet(text)));
    }
  }

  private static String summary(Decided decided) {
    long rows = decided.rulings().stream().mapToLong(r -> r.choices().size()).sum();
    long taken =
        decided.rulings().stream()
            .flatMap(r -> r.choices().stream())
            .filter(choice -> choice.decision() != null)
            .count();
    long conflicts = decided.conflicts().count();
    return rows
        + (rows == 1 ? " row speaks" : " rows speak")
        + (taken == 0 ? "" : ", " + taken + " by its alternative, which lowers no bar")
        + (conflicts == 0 ? "" : ", " + conflicts + " cannot be combined");
  }

  private void bad(String text, String indent) {
    Plain.wrap(Plain.safe(text), WIDTH, indent, indent + "  ")
        .forEach(line -> out.println(paint.bad(line)));
  }

  private void line(String text, String indent) {
    Plain.wrap(Plain.safe(text), WIDTH, indent, indent + "  ").forEach(out::println);
  }
}
