package dev.sluice.flow.bundle;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BundleVerdict;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A checklist that rests on the verdicts which a bundle prints.
///
/// @param items in order
public record Checklist(List<Item> items) {
  public Checklist {
    items = List.copyOf(items);
  }

  /// One item.
  ///
  /// @param holds the item as a statement that holds
  /// @param criteria ids of the criteria that have to be met for it
  public record Item(String holds, List<String> criteria) {
    public Item {
      criteria = List.copyOf(criteria);
    }

    /// An item that rests on criteria.
    public static Item of(String holds, String... criteria) {
      return new Item(holds, List.of(criteria));
    }
  }

  /// Goes through the items: each that does not hold is a gap that names the criterion in its way.
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Said said = new Said(subject);
    Optional<Source> place = said.place();
    if (place.isEmpty()) {
      return answer.done();
    }
    List<String> hold = new ArrayList<>();
    for (Item item : items) {
      if (holds(item, said, place.get(), answer)) {
        hold.add(item.holds());
      }
    }
    if (!hold.isEmpty()) {
      answer.declared(place.get(), String.join("; ", hold));
    }
    return answer.done();
  }

  private static boolean holds(Item item, Said said, Source place, Answer.Builder answer) {
    boolean all = true;
    for (String criterion : item.criteria()) {
      Optional<BundleVerdict> verdict = said.verdict(criterion);
      if (verdict.filter(Said::passable).isEmpty()) {
        String why =
            verdict.map(v -> "is not met: " + v.reason()).orElse("stands nowhere in the bundle");
        answer.gap(
            Level.DECLARED,
            verdict.map(BundleVerdict::source).orElse(place),
            "not true that " + item.holds() + ": " + criterion + " " + why,
            "meet " + criterion + " (`sluice explain " + criterion + "`), then bundle again");
        all = false;
      } else if (verdict.get().state() != null && verdict.get().state().equals("waived")) {
        answer.information(
            verdict.get().source(), criterion + " is waived, so " + item.holds() + " with an end");
      }
    }
    return all;
  }
}
