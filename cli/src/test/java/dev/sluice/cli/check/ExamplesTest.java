package dev.sluice.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example, and the copy of it that has one fault in each stage.
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir Path work;

  @Test
  void everyGateOfTheStorefrontIsOpenAtItsOwnProfile() throws IOException {
    Assessment assessment = check(EXAMPLES.resolve("storefront"));
    assertThat(assessment.profile()).isEqualTo(Profile.STANDARD);
    assertThat(unmet(assessment)).isEmpty();
  }

  @Test
  void theStorefrontNeedsNoRunToStayOpen() {
    assertThat(EXAMPLES.resolve("storefront/.sluice")).doesNotExist();
  }

  @Test
  void eachSeededFaultIsFoundAtItsLineAndNothingElseIs() throws Exception {
    Assessment assessment = check(broken());
    List<Yaml> faults = faults();
    Set<String> expected =
        faults.stream()
            .flatMap(f -> Stream.concat(f.texts("criterion"), f.texts("also")))
            .map(Text::value)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unmet(assessment)).isEqualTo(expected);
    for (Yaml fault : faults) {
      assessment.verdicts().stream()
          .filter(v -> v.id().equals(fault.string("criterion")))
          .forEach(
              v -> assertThat(places(v)).as(v.id()).contains(String.valueOf(fault.string("at"))));
    }
  }

  private Path broken() throws IOException, InterruptedException {
    Path to = work.resolve("broken");
    Process process =
        new ProcessBuilder("sh", EXAMPLES.resolve("break").toString(), to.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return to.resolve("storefront");
  }

  private static List<Yaml> faults() throws IOException {
    byte[] bytes = Files.readAllBytes(EXAMPLES.resolve("faults.yaml"));
    return YamlReader.read("faults.yaml", bytes).documents().getFirst().items("faults");
  }

  private static Assessment check(Path root) throws IOException {
    Check.Result result = Check.of(root, false, null, null, Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(result.problems()).isEmpty();
    return result.assessments().getFirst();
  }

  private static Set<String> unmet(Assessment assessment) {
    return assessment.verdicts().stream()
        .filter(v -> !v.met())
        .map(Verdict::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Where a verdict says that something is wrong: what contradicts, and where the next step
  /// belongs.
  private static Set<String> places(Verdict verdict) {
    Stream<Source> against =
        verdict.evidence().stream()
            .filter(e -> e.shows() == Evidence.Shows.CONTRADICTED)
            .map(Evidence::source);
    Verdict.Next next = verdict.next();
    Stream<Source> mend = next == null ? Stream.empty() : Stream.ofNullable(next.source());
    return Stream.concat(against, mend)
        .map(source -> source.file() + ":" + source.line())
        .collect(Collectors.toSet());
  }
}
