package dev.sluice.cli.report;

import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What criteria ask, as text of 80 columns.
public final class Explanation {
  private static final int WIDTH = 80;
  private static final List<String> CASES =
      List.of("pass", "proven", "fail", "contradicted", "missing", "not-applicable");

  private final PrintStream out;
  private final Paint paint;

  /// @param paint colours for a terminal
  public Explanation(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  /// One stage: its criteria, a question each.
  public void of(Stage stage) {
    List<Criterion> criteria = Criteria.of(stage);
    if (criteria.isEmpty()) {
      return;
    }
    out.println(paint.strong(stage.number() + " " + stage.id()) + " · " + stage.title());
    if (!stage.entry().isEmpty()) {
      wrap("enters when known: " + String.join(", ", stage.entry()), "  ");
    }
    for (Criterion criterion : criteria) {
      out.println("  " + criterion.definition().id());
      wrap(criterion.definition().asks(), "    ");
    }
    out.println();
  }

  /// One criterion in full.
  public void of(Criterion criterion) {
    Definition definition = criterion.definition();
    out.println(
        paint.strong(definition.id())
            + " · stage "
            + definition.stage().number()
            + ", "
            + definition.stage().title());
    out.println();
    wrap(definition.asks(), "");
    wrap(definition.why(), "");
    out.println();
    for (Level level : List.of(Level.DECLARED, Level.ENFORCED, Level.PROVEN)) {
      level(definition, level);
    }
    if (!definition.reads().isEmpty()) {
      out.println();
      wrap("looks at: " + reads(definition), "");
    }
    CASES.forEach(name -> example(criterion, name));
  }

  private void level(Definition definition, Level level) {
    String how = definition.how(level);
    String age = level == Level.PROVEN ? age(definition.maxAge()) : "";
    String text = how == null ? "no machine and no run can show it" : how + age;
    String label = String.format("%-10s", level.id());
    Plain.wrap(text, WIDTH, label, " ".repeat(label.length())).forEach(out::println);
  }

  private static String age(@Nullable Duration age) {
    return age == null ? "" : " (at most " + age.toDays() + " days ago)";
  }

  private static String reads(Definition definition) {
    return definition.reads().stream()
        .map(Class::getSimpleName)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /// A case of the criterion, when it has one of this name: what is given, and the verdict.
  private void example(Criterion criterion, String name) {
    text(criterion, "cases/" + name + ".yaml")
        .ifPresent(text -> {
          out.println();
          out.println(paint.quiet("--- example: " + name));
          text.lines().forEach(out::println);
        });
  }

  private static Optional<String> text(Criterion criterion, String file) {
    try (InputStream in = criterion.getClass().getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wrap(String text, String indent) {
    Plain.wrap(text, WIDTH, indent, indent).forEach(out::println);
  }
}
