package dev.sluice.cli.report;

import static java.util.stream.Collectors.joining;

import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Evidence.Shows;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One assessment as text of 80 columns: a line for each stage, and below it what keeps its gate
/// from opening.
///
/// Without a delivery.yaml it shows what the repository itself says, and gathers what only people
/// can say into the closing lines.
public final class TextReport {
  private static final int WIDTH = 80;

  /// How many contradictions of one criterion are shown before the rest is counted.
  private static final int FEW = 5;

  private final PrintStream out;
  private final Paint paint;
  private final boolean everything;

  /// What was said of an unobservable criterion already: many hang on the same file.
  private final Set<String> said = new HashSet<>();

  /// @param everything whether every evidence of every criterion is shown, not only what is in the
  ///   way
  public TextReport(PrintStream out, Paint paint, boolean everything) {
    this.out = out;
    this.paint = paint;
    this.everything = everything;
  }

  /// Writes the report.
  ///
  /// @param facts what stands behind the name in the first line: commit, files, time
  public void write(Assessment assessment, List<String> facts) {
    String profile = assessment.profile().name().toLowerCase(Locale.ROOT);
    String head = Stream.concat(Stream.of(profile), facts.stream()).collect(joining(" · "));
    if (!assessment.written()) {
      head += " · no delivery.yaml";
    }
    out.println(paint.strong(Plain.safe(assessment.name())) + " · " + head);
    if (assessment.profileWhy().startsWith("asked for, lower")) {
      out.println(paint.open("profile " + assessment.profileWhy()));
    }
    out.println();
    assessment.stages().forEach(stage -> stage(stage, assessment.written()));
    out.println();
    if (!assessment.written()) {
      peopleOnly(assessment);
    }
    line(summary(assessment), "", "  ");
  }

  private void stage(StageVerdict stage, boolean written) {
    String gate =
        switch (stage.gate()) {
          case OPEN -> paint.good("open   ");
          case SHUT -> paint.bad("SHUT   ");
          case BLOCKED -> paint.open("blocked");
        };
    String by = stage.gate() == Gate.BLOCKED ? "by " + blockers(stage) + " · " : "";
    out.printf(
        "%2d %-15s %s   %s%d of %d%n",
        stage.stage().number(), stage.stage().id(), gate, by, stage.met(), stage.verdicts().size());
    stage.verdicts().stream().filter(v -> shown(v, written)).forEach(this::criterion);
  }

  /// The first blocking criterion, and how many more there are.
  private static String blockers(StageVerdict stage) {
    int more = stage.blockedBy().size() - 1;
    return stage.blockedBy().getFirst() + (more > 0 ? " and " + more + " more" : "");
  }

  private boolean shown(Verdict verdict, boolean written) {
    if (everything) {
      return true;
    }
    if (written) {
      return !verdict.met();
    }
    return verdict.state() == State.CONTRADICTED
        || verdict.state() == State.UNOBSERVABLE
        || verdict.level().atLeast(Level.ENFORCED)
        || mendable(verdict);
  }

  /// Whether something in the repository itself is in the way.
  private static boolean mendable(Verdict verdict) {
    Verdict.Next next = verdict.next();
    return next != null && next.source() != null && next.level().atLeast(Level.ENFORCED);
  }

  private void criterion(Verdict verdict) {
    List<Finding> lines = everything ? each(verdict) : Finding.grouped(lines(verdict));
    boolean again = lines.isEmpty() && unseen(verdict) && !said.add(verdict.reason());
    String word = word(verdict) + (again ? ", as above" : "");
    String name = "   " + mark(verdict) + " " + verdict.id();
    int gap = Math.max(1, WIDTH - 5 - verdict.id().length() - word.length());
    out.println(name + " ".repeat(gap) + coloured(verdict, word));
    if (again) {
      return;
    }
    lines.stream().limit(everything ? Long.MAX_VALUE : FEW).forEach(this::finding);
    if (!everything && lines.size() > FEW) {
      int more = lines.stream().skip(FEW).mapToInt(finding -> 1 + finding.more()).sum();
      out.println(
          paint.quiet(
              "     … and " + more + " more: --stage " + verdict.definition().stage().id()));
    }
    if (lines.isEmpty() || unseen(verdict) || verdict.state() == State.WAIVED) {
      line(verdict.reason(), "     ", "       ");
    }
    fix(verdict);
  }

  private static boolean unseen(Verdict verdict) {
    return verdict.state() == State.UNOBSERVABLE;
  }

  private static List<Finding> each(Verdict verdict) {
    return verdict.evidence().stream().map(evidence -> new Finding(evidence, 0)).toList();
  }

  private static List<Evidence> lines(Verdict verdict) {
    Stream<Evidence> all = verdict.evidence().stream();
    if (verdict.state() == State.CONTRADICTED) {
      return all.filter(e -> e.shows() == Shows.CONTRADICTED).toList();
    }
    return verdict.met()
        ? all.filter(e -> e.shows().id().equals(verdict.level().id())).limit(1).toList()
        : List.of();
  }

  private void finding(Finding finding) {
    Evidence evidence = finding.first();
    String what = everything ? evidence.shows().id() + ": " : "";
    String more = finding.more() == 0 ? "" : " and " + finding.more() + " more in this file";
    line(evidence.source() + more + ": " + what + evidence.message(), "     ", "       ");
  }

  private void fix(Verdict verdict) {
    Verdict.Next next = verdict.next();
    if (next != null && !verdict.met()) {
      boolean elsewhere = next.source() != null && verdict.state() != State.CONTRADICTED;
      String where = elsewhere ? next.source() + ": " : "";
      line("fix: " + where + next.fix(), "     ", "       ");
    }
  }

  private static String word(Verdict verdict) {
    State state = verdict.state();
    if (state != null) {
      return state.id();
    }
    return verdict.met()
        ? verdict.level().id()
        : verdict.level().id() + ", " + verdict.bar().id() + " is asked";
  }

  private String coloured(Verdict verdict, String word) {
    if (verdict.met()) {
      return paint.good(word);
    }
    return verdict.state() == State.CONTRADICTED ? paint.bad(word) : paint.open(word);
  }

  private String mark(Verdict verdict) {
    if (verdict.met()) {
      return paint.good("✓");
    }
    return switch (verdict.state()) {
      case CONTRADICTED -> paint.bad("✗");
      case UNOBSERVABLE -> paint.open("?");
      case WAIVED -> paint.open("~");
      case NOT_APPLICABLE -> paint.quiet("-");
      case null -> paint.bad("✗");
    };
  }

  private void peopleOnly(Assessment assessment) {
    long waiting =
        assessment.verdicts().stream()
            .filter(v -> v.state() == null && !v.met() && !shown(v, false))
            .count();
    line(
        waiting
            + " criteria wait for what nothing here shows, most of which only people can say. "
            + "To say it, start a delivery.yaml: `sluice schema` gives editors its keys, "
            + "`sluice explain` what each criterion asks.",
        "",
        "  ");
  }

  private static String summary(Assessment assessment) {
    String gates =
        Stream.of(Gate.OPEN, Gate.SHUT, Gate.BLOCKED)
            .map(
                g -> count(assessment, g) + " " + (g == Gate.OPEN ? gatesOpen(assessment) : g.id()))
            .filter(part -> !part.startsWith("0 ") || part.contains("open"))
            .collect(joining(", "));
    long contradictions =
        assessment.verdicts().stream()
            .flatMap(v -> v.evidence().stream())
            .filter(e -> e.shows() == Shows.CONTRADICTED)
            .count();
    String next = next(assessment).map(v -> " · next: " + v.id()).orElse("");
    return gates
        + (contradictions == 0
            ? ""
            : " · " + contradictions + plural(contradictions, " contradiction"))
        + next;
  }

  private static String gatesOpen(Assessment assessment) {
    return count(assessment, Gate.OPEN) == 1 ? "gate open" : "gates open";
  }

  private static String plural(long n, String word) {
    return n == 1 ? word : word + "s";
  }

  private static long count(Assessment assessment, Gate gate) {
    return assessment.stages().stream().filter(s -> s.gate() == gate).count();
  }

  /// What to mend first: a contradiction before anything else, in the order of the stages.
  private static Optional<Verdict> next(Assessment assessment) {
    return assessment.verdicts().stream()
        .filter(v -> v.state() == State.CONTRADICTED)
        .findFirst()
        .or(() -> assessment.verdicts().stream().filter(v -> !v.passable()).findFirst());
  }

  private void line(String text, String first, String rest) {
    Plain.wrap(Plain.safe(text), WIDTH, first, rest).forEach(out::println);
  }
}
