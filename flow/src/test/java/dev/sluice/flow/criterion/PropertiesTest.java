package dev.sluice.flow.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.flow.criterion.Evidence.Shows;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What holds for every criterion, tried on every case of each.
class PropertiesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @TestFactory
  Stream<DynamicTest> takingASourceAwayNeverMakesAVerdictMissingOrPassed() throws IOException {
    return cases("sources taken away", PropertiesTest::withoutEachSource);
  }

  @TestFactory
  Stream<DynamicTest> mendingOneReportedItemNeverLowersALevel() throws IOException {
    return cases("items mended", PropertiesTest::withoutEachContradiction);
  }

  @TestFactory
  Stream<DynamicTest> everyFindingMovesAVerdictOrIsInformation() throws IOException {
    return cases("findings", PropertiesTest::everyFindingCounts);
  }

  @TestFactory
  Stream<DynamicTest> everyVerdictBelowItsBarNamesTheNextStep() throws IOException {
    return cases(
        "next step",
        (criterion, given) -> {
          Verdict verdict = judge(criterion, given, given.facts());
          if (!verdict.met()) {
            assertThat(verdict.next()).as("next step of %s", verdict.id()).isNotNull();
            assertThat(verdict.reason()).isNotBlank();
          }
        });
  }

  private static void withoutEachSource(Criterion criterion, Case given) {
    Verdict before = judge(criterion, given, given.facts());
    for (Class<? extends Fact> type : criterion.definition().reads()) {
      Facts taken =
          given
              .facts()
              .where(f -> !holds(f, type))
              .with(new Unreadable(Source.of("taken-away"), "taken away", List.of(type), null));
      Verdict after = judge(criterion, given, taken);
      assertThat(after.met() && !before.met())
          .as("%s passes only because %s cannot be seen", after.id(), type.getSimpleName())
          .isFalse();
      boolean stillNone =
          before.state() == State.NOT_APPLICABLE && after.state() == State.NOT_APPLICABLE;
      if (type != Run.class && !stillNone) {
        assertThat(after.state())
            .as("%s without %s: %s", after.id(), type.getSimpleName(), after.reason())
            .isIn(State.UNOBSERVABLE, State.CONTRADICTED, State.WAIVED);
      }
    }
  }

  private static boolean holds(Fact fact, Class<? extends Fact> type) {
    return type.isInstance(fact) || fact.parts().stream().anyMatch(part -> holds(part, type));
  }

  private static void withoutEachContradiction(Criterion criterion, Case given) {
    Verdict before = judge(criterion, given, given.facts());
    for (Evidence evidence : before.evidence()) {
      if (evidence.shows() == Shows.CONTRADICTED) {
        Facts mended = given.facts().where(f -> !f.source().equals(evidence.source()));
        Verdict after = judge(criterion, given, mended);
        assertThat(after.level().atLeast(before.level()))
            .as(
                "%s falls from %s to %s by mending %s",
                after.id(), before.level(), after.level(), evidence)
            .isTrue();
      }
    }
  }

  private static void everyFindingCounts(Criterion criterion, Case given) {
    Definition definition = criterion.definition();
    Verdict verdict = judge(criterion, given, given.facts());
    Set<Shows> known = EnumSet.of(Shows.CONTRADICTED, Shows.DECLARED, Shows.INFORMATION);
    if (definition.knows(Level.ENFORCED)) {
      known.add(Shows.ENFORCED);
    }
    if (definition.knows(Level.PROVEN)) {
      known.add(Shows.PROVEN);
    }
    assertThat(verdict.evidence()).extracting(Evidence::shows).isSubsetOf(known);
    if (verdict.evidence().stream().anyMatch(e -> e.shows() == Shows.CONTRADICTED)) {
      assertThat(verdict.state()).isEqualTo(State.CONTRADICTED);
    }
  }

  private static Verdict judge(Criterion criterion, Case given, Facts facts) {
    return new Engine(List.of(criterion))
        .assess(".", given.delivery(), facts, given.profile(), given.at())
        .verdicts()
        .getFirst();
  }

  /// A property of one case.
  private interface Property {
    void check(Criterion criterion, Case given);
  }

  private static Stream<DynamicTest> cases(String what, Property property) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Criterion criterion : Criteria.all()) {
      Path directory =
          SOURCES.resolve(criterion.getClass().getPackageName().replace('.', '/')).resolve("cases");
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
          String name = criterion.definition().id() + "/" + file.getFileName() + ": " + what;
          tests.add(dynamicTest(name, () -> property.check(criterion, Case.read(file))));
        }
      }
    }
    return tests.stream();
  }
}
