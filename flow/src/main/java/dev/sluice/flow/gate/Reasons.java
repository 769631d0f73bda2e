package dev.sluice.flow.gate;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Evidence.Shows;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Unreadable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says a verdict in one sentence.
final class Reasons {
  private Reasons() {}

  static String of(
      Definition definition,
      Answer answer,
      Subject subject,
      List<Unreadable> hidden,
      Level level,
      @Nullable State state,
      Level bar) {
    return switch (state) {
      case CONTRADICTED -> contradicted(answer);
      case UNOBSERVABLE -> unobservable(answer, hidden, level, bar);
      case WAIVED -> waived(definition, answer, subject);
      case NOT_APPLICABLE -> String.valueOf(answer.notApplicable());
      case null ->
          level.atLeast(bar)
              ? reached(answer, level)
              : standing(answer, subject, level, bar)
                  .orElseGet(() -> below(definition, answer, level, bar));
    };
  }

  private static String contradicted(Answer answer) {
    List<Evidence> against =
        answer.evidence().stream().filter(e -> e.shows() == Shows.CONTRADICTED).distinct().toList();
    String first = against.getFirst().message();
    return against.size() == 1 ? first : first + ", and " + (against.size() - 1) + " more";
  }

  private static String unobservable(
      Answer answer, List<Unreadable> hidden, Level level, Level bar) {
    if (!hidden.isEmpty()) {
      Unreadable first = hidden.getFirst();
      String more = hidden.size() == 1 ? "" : ", nor " + (hidden.size() - 1) + " more";
      return "could not look into " + first.source().file() + " (" + first.why() + ")" + more;
    }
    return Engine.hiding(answer, level, bar).map(Answer.Blind::message).orElseThrow();
  }

  private static String waived(Definition definition, Answer answer, Subject subject) {
    return Engine.waiver(definition, answer, subject)
        .map(e ->
            "waived until "
                + e.expires()
                + " by "
                + e.approver()
                + " for "
                + e.owner()
                + ": "
                + e.reason())
        .orElseThrow();
  }

  private static String reached(Answer answer, Level level) {
    return answer.evidence().stream()
        .filter(e -> e.shows().id().equals(level.id()))
        .findFirst()
        .map(Evidence::message)
        .orElse(level.id());
  }

  /// What the repository itself lacks, where nobody declares anything.
  private static Optional<String> standing(Answer answer, Subject subject, Level level, Level bar) {
    return subject.delivery().written() || level != Level.MISSING
        ? Optional.empty()
        : answer.standing(bar).map(Answer.Gap::message);
  }

  private static String below(Definition definition, Answer answer, Level level, Level bar) {
    return answer.gaps().stream()
        .filter(gap -> gap.level().compareTo(level) > 0 && bar.atLeast(gap.level()))
        .findFirst()
        .map(Answer.Gap::message)
        .orElseGet(() ->
            level == Level.MISSING
                ? "nothing says so"
                : "only " + level.id() + ", where " + bar.id() + " is asked: " + definition.asks());
  }
}
