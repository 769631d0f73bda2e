package dev.sluice.flow.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.gate.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Judges every `cases/*.yaml` that lies beside a criterion.
class CasesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  /// `PT24H`, `PT168H` in a message; people count days.
  private static final Pattern HOURS =
      Pattern.compile(".*: [^\n`]*\\bPT(24|48|72|168|720|2160)H\\b.*", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicContainer> casesOfEachCriterion() {
    return Criteria.all().stream()
        .map(criterion -> dynamicContainer(criterion.definition().id(), tests(criterion)));
  }

  @Test
  void casesLieOnlyBesideRegisteredCriteria() throws IOException {
    Set<Path> known = Criteria.all().stream().map(CasesTest::directory).collect(Collectors.toSet());
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      assertThat(walk.filter(p -> p.endsWith("cases") && !known.contains(p)))
          .as("directories of cases without a criterion that registered itself")
          .isEmpty();
    }
  }

  private static Stream<DynamicNode> tests(Criterion criterion) {
    String id = criterion.definition().id();
    List<Path> files = files(criterion);
    List<DynamicNode> tests = new ArrayList<>();
    for (String kind : List.of("pass", "fail", "missing")) {
      tests.add(
          dynamicTest(
              id + " has a case that begins with " + kind,
              () ->
                  assertThat(files)
                      .as("cases of %s in %s", id, directory(criterion))
                      .anyMatch(file -> file.getFileName().toString().startsWith(kind))));
    }
    files.forEach(file -> tests.add(test(criterion, file)));
    return tests.stream();
  }

  private static DynamicTest test(Criterion criterion, Path file) {
    return dynamicTest(
        criterion.definition().id() + "/" + file.getFileName(),
        file.toUri(),
        () -> judge(criterion, file));
  }

  private static void judge(Criterion criterion, Path file) throws IOException {
    Case given = Case.read(file);
    Assessment assessment =
        new Engine(List.of(criterion))
            .assess(".", given.delivery(), given.facts(), given.profile(), given.at());
    Verdict verdict = assessment.stages().getFirst().verdicts().getFirst();
    Case.Expect expect = given.expect();
    assertThat(actual(verdict, expect))
        .as("%s%n%s: %s%n%s", file, verdict.id(), given.title(), told(verdict))
        .isEqualTo(expected(expect));
    List<String> shown = verdict.evidence().stream().map(CasesTest::shown).toList();
    for (String wanted : expect.evidence()) {
      assertThat(shown)
          .as("%s: evidence \"%s\" among%n%s", file, wanted, told(verdict))
          .anyMatch(line -> line.equals(wanted) || anyPlace(line).equals(wanted));
    }
    if (expect.reason() != null) {
      assertThat(verdict.reason()).as("%s: the reason", file).contains(expect.reason());
    }
    if (expect.fix() != null) {
      Verdict.Next next = verdict.next();
      assertThat(next == null ? "" : next.fix()).as("%s: the fix", file).contains(expect.fix());
    }
    assertThat(told(verdict)).as("%s: whole days are told as days", file).doesNotMatch(HOURS);
  }

  private static String expected(Case.Expect expect) {
    String state = expect.state() == null ? "none" : expect.state();
    return "level: " + expect.level() + "\nstate: " + state + "\nmet: " + expect.met();
  }

  private static String actual(Verdict verdict, Case.Expect expect) {
    String state = verdict.state() == null ? "none" : verdict.state().id();
    Boolean met = expect.met() == null ? null : verdict.met();
    return "level: " + verdict.level().id() + "\nstate: " + state + "\nmet: " + met;
  }

  private static String shown(Evidence evidence) {
    return evidence.source() + " " + evidence.shows().id();
  }

  /// `delivery.yaml:3:5 declared` without its place, `delivery.yaml declared`.
  private static String anyPlace(String shown) {
    return shown.replaceFirst("^delivery\\.yaml:\\d+:\\d+", "delivery.yaml");
  }

  private static String told(Verdict verdict) {
    StringBuilder told = new StringBuilder("  bar " + verdict.bar().id() + ": " + verdict.reason());
    verdict
        .evidence()
        .forEach(e -> told.append("\n  ").append(shown(e)).append(": ").append(e.message()));
    return told.append("\n  next: ").append(verdict.next()).append('\n').toString();
  }

  private static List<Path> files(Criterion criterion) {
    Path directory = directory(criterion);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory(Criterion criterion) {
    return SOURCES
        .resolve(criterion.getClass().getPackageName().replace('.', '/'))
        .resolve("cases");
  }
}
