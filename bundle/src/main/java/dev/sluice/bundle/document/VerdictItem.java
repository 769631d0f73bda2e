package dev.sluice.bundle.document;

import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.Verdict;
import java.util.List;

/// A verdict with its evidence as an item of a list.
final class VerdictItem {
  /// How much evidence of one criterion is printed; all of it stands in the JSON.
  private static final int FEW = 5;

  private VerdictItem() {}

  /// The word that a reader sees first.
  static String word(Verdict verdict) {
    State state = verdict.state();
    return switch (state) {
      case null -> verdict.met() ? "met" : "not met";
      case NOT_APPLICABLE -> "does not arise";
      case CONTRADICTED, UNOBSERVABLE, WAIVED -> state.id();
    };
  }

  static void write(Markdown out, Verdict verdict) {
    String level =
        verdict.state() == State.NOT_APPLICABLE
            ? ""
            : ", " + verdict.level().id() + (verdict.met() ? "" : asked(verdict));
    out.item(
        0,
        "**"
            + word(verdict)
            + "** "
            + Markdown.code(verdict.id())
            + level
            + ": "
            + Markdown.text(verdict.reason()));
    List<Evidence> evidence = verdict.evidence();
    evidence.stream().limit(FEW).forEach(e -> evidence(out, e, verdict.reason()));
    if (evidence.size() > FEW) {
      out.item(1, "and " + (evidence.size() - FEW) + " more in `bundle.json`");
    }
  }

  private static String asked(Verdict verdict) {
    return " (" + verdict.bar().id() + " is asked)";
  }

  private static void evidence(Markdown out, Evidence evidence, String reason) {
    String when = evidence.at() == null ? "" : " at " + evidence.at();
    out.item(
        1,
        evidence.shows().id()
            + when
            + " in "
            + Markdown.code(evidence.source().toString())
            + (evidence.message().equals(reason) ? "" : ": " + Markdown.text(evidence.message())));
  }
}
