package dev.sluice.flow.bundle.sections;

import com.google.auto.service.AutoService;
import dev.sluice.flow.bundle.Said;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BundleSection;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;

/// A reader finds all ten sections, in order, and none of them empty.
@AutoService(Criterion.class)
public final class Sections implements Criterion {
  private static final List<String> IDS =
      List.of(
          "goals",
          "assumptions",
          "artifact-flow",
          "pipeline",
          "infrastructure",
          "secrets",
          "release-safety",
          "operations",
          "governance",
          "residual-risks");

  private static final Definition DEFINITION =
      Said.read(
          Definition.of(
              "bundle.sections",
              Stage.BUNDLE,
              "Does the bundle hold all ten sections, in order and none of them empty?",
              "A review board that misses a section cannot tell whether nothing was decided or"
                  + " nobody thought of it.",
              "`sluice bundle` writes all ten; a section fills from the part of delivery.yaml that"
                  + " it speaks of"));

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Said said = new Said(subject);
    Optional<Source> place = said.place();
    if (place.isEmpty()) {
      return answer.done();
    }
    List<BundleSection> sections = said.sections();
    for (int i = 0; i < IDS.size(); i++) {
      section(i + 1, IDS.get(i), sections, said, place.get(), answer);
    }
    answer.declared(place.get(), sections.size() + " sections");
    return answer.done();
  }

  private static void section(
      int number,
      String id,
      List<BundleSection> sections,
      Said said,
      Source place,
      Answer.Builder answer) {
    Optional<BundleSection> found = sections.stream().filter(s -> s.id().equals(id)).findFirst();
    if (found.isEmpty() || found.get().number() != number) {
      String what = found.isEmpty() ? "is missing" : "stands at " + found.get().number();
      answer.gap(
          Level.DECLARED,
          found.map(BundleSection::source).orElse(place),
          "section " + number + ", " + id + ", " + what,
          "write the bundle again with `sluice bundle`");
    } else if (found.get().topics() == 0 && !settled(id, said)) {
      answer.gap(
          Level.DECLARED,
          found.get().source(),
          "section " + number + ", " + found.get().title() + ", is empty",
          "declare what it speaks of in delivery.yaml, then bundle again");
    }
  }

  /// Whether a verdict settles what no decision stands for: no risk stays, nothing is applied.
  private static boolean settled(String section, Said said) {
    return said.verdicts().stream().anyMatch(v -> v.section().equals(section) && v.met());
  }
}
