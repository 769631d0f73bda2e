package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Hole.Kind;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What throws the failure of an activity away before it leaves its job.
final class Swallowed {
  private static final Pattern FAILS =
      Pattern.compile("\\bexit\\s+[1-9$]|\\bfalse\\b|setFailed|\\bexit\\s*\\(\\s*[1-9]");

  private Swallowed() {}

  static List<Hole> of(Occurrence occurrence) {
    List<Hole> found = new ArrayList<>();
    activity(occurrence, found);
    occurrence.step().chain().forEach(step -> step(step, occurrence, found));
    occurrence.node().chain().forEach(node -> job(node.job(), found));
    return found;
  }

  private static void activity(Occurrence occurrence, List<Hole> found) {
    Text ignored = occurrence.activity().ignored();
    String tool = occurrence.activity().tool();
    if (ignored != null && ignored.value().contains(" skips ")) {
      found.add(
          new Hole(
              Kind.REPORTS_ONLY,
              ignored.source(),
              "`" + tool + "` succeeds over whatever it has no schema for",
              "give it every schema, and let a missing one fail"));
    } else if (reportsOnly(occurrence.activity())) {
      found.add(
          new Hole(
              Kind.REPORTS_ONLY,
              occurrence.activity().source(),
              "`" + tool + "` reports what it finds and does not fail over it",
              "let it fail on findings, or keep a ruleset that requires its results as code"));
    } else if (ignored != null) {
      found.add(
          new Hole(
              Kind.IGNORED,
              ignored.source(),
              "`" + tool + "` never fails its job: " + oneLine(ignored.value()),
              "let its exit code count"));
    }
    Text guard = occurrence.activity().guard();
    if (guard != null) {
      boolean paths = guard.value().contains("diff") || guard.value().contains("changed");
      found.add(
          new Hole(
              paths ? Kind.PATH_FILTER : Kind.GUARDED,
              guard.source(),
              "`" + tool + "` runs only where `" + oneLine(guard.value()) + "` holds",
              "run it for every change"));
    }
  }

  /// Whether a tool by itself never fails over its findings: nobody threw anything away, and a
  /// setting elsewhere may still block on what it uploads.
  private static boolean reportsOnly(Activity activity) {
    Text ignored = activity.ignored();
    return activity.tool().startsWith("github/codeql-action")
        || activity.tool().startsWith("ossf/scorecard-action")
        || activity.tool().contains("upload-sarif")
        || (ignored != null && ignored.source().equals(activity.source()));
  }

  private static void step(Step step, Occurrence occurrence, List<Hole> found) {
    Text written = step.continueOnError();
    if (written == null || isFalse(written)) {
      return;
    }
    if (isTrue(written)) {
      Optional<Step> later = looksBack(step, occurrence.node());
      if (later.isEmpty()) {
        found.add(tolerated(written, "step " + label(step) + " may fail without failing its job"));
      } else if (!fails(later.get())) {
        found.add(
            perhaps(
                written,
                "whether a failure of step " + label(step) + " fails its job cannot be told"));
      }
    } else if (!legs(written, null)) {
      found.add(
          perhaps(
              written,
              "step " + label(step) + " may fail where `" + oneLine(written.value()) + "` holds"));
    }
  }

  /// A later step that asks how this one really ended.
  private static Optional<Step> looksBack(Step step, Node node) {
    String id = step.id();
    if (id == null) {
      return Optional.empty();
    }
    Predicate<String> asks = text -> text.contains("steps." + id + ".outcome");
    return node.steps().stream()
        .map(PlacedStep::step)
        .filter(s -> s.source().compareTo(step.source()) > 0)
        .filter(s -> texts(s).map(Text::value).anyMatch(asks))
        .findFirst();
  }

  private static boolean fails(Step step) {
    return texts(step).anyMatch(text -> FAILS.matcher(text.value()).find());
  }

  private static Stream<Text> texts(Step step) {
    return Stream.of(
            Stream.ofNullable(step.condition()),
            Stream.ofNullable(step.run()),
            step.env().values().stream(),
            step.with().values().stream())
        .flatMap(s -> s);
  }

  private static void job(Job job, List<Hole> found) {
    Text written = job.continueOnError();
    if (written == null || isFalse(written)) {
      return;
    }
    if (isTrue(written)) {
      found.add(tolerated(written, "job " + job.id() + " may fail without failing its run"));
    } else if (!legs(written, job.matrix())) {
      found.add(
          perhaps(
              written,
              "job " + job.id() + " may fail where `" + oneLine(written.value()) + "` holds"));
    }
  }

  /// Whether only some legs of a matrix are tolerated: the others still fail the job.
  private static boolean legs(Text written, @Nullable Text matrix) {
    Expression expression = Expression.parse(written.value());
    if (!expression.mentions("matrix")) {
      return false;
    }
    return matrix == null
        || !(expression instanceof Expression.Path(String name))
        || !always(name.substring(name.indexOf('.') + 1), matrix.value());
  }

  /// Whether a key of a matrix is true in every leg: one list of its own that holds nothing else.
  private static boolean always(String key, String matrix) {
    String quoted = Pattern.quote(key);
    return Pattern.compile("(?m)[\"']?" + quoted + "[\"']?\\s*[:=]\\s*\\[\\s*[\"']?true[\"']?\\s*]")
            .matcher(matrix)
            .find()
        && !matrix.contains("include");
  }

  private static Hole tolerated(Text written, String message) {
    return new Hole(
        Kind.CONTINUE_ON_ERROR, written.source(), message, "remove `continue-on-error`");
  }

  private static Hole perhaps(Text written, String message) {
    return new Hole(
        Kind.MAY_CONTINUE_ON_ERROR, written.source(), message, "remove `continue-on-error`");
  }

  private static boolean isTrue(Text text) {
    return Expression.parse(text.value()) instanceof Expression.Literal(String value)
        && value.equals("true");
  }

  private static boolean isFalse(Text text) {
    return Expression.parse(text.value()) instanceof Expression.Literal(String value)
        && value.equals("false");
  }

  private static String label(Step step) {
    return step.name() != null
        ? "'" + oneLine(step.name()) + "'"
        : String.valueOf(step.index() + 1);
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > 80 ? line.substring(0, 77) + "…" : line;
  }
}
