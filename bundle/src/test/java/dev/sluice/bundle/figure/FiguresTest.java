package dev.sluice.bundle.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Facts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class FiguresTest {
  private static final Set<String> DRAWING =
      Set.of("svg", "title", "desc", "g", "rect", "circle", "path", "text");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void nothingOverlapsOrIsCutHoweverManyEnvironments(int environments) {
    for (long seed = 0; seed < 12; seed++) {
      List<Figure> figures = Figures.of(new Samples(seed * 31).delivery(environments));
      assertThat(figures)
          .extracting(Figure::id)
          .contains("promotion", "assurance", "ownership", "calendar");
      String what = "seed " + seed;
      figures.forEach(figure -> sound(figure, what));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 40})
  void nothingOverlapsOrIsCutHoweverManyJobs(int jobs) {
    for (long seed = 0; seed < 8; seed++) {
      Samples samples = new Samples(seed * 17 + 5);
      Material material = Samples.material("environments: []\n", samples.pipeline(jobs));
      Figures.of(material).forEach(figure -> sound(figure, jobs + " jobs"));
    }
  }

  private static void sound(Figure figure, String what) {
    Drawn drawn = Drawn.of(figure);
    assertThat(drawn.faults()).as(figure.id() + " of " + what).isEmpty();
    assertThat(drawn.labels()).isNotEmpty();
    assertThat(Drawn.all(drawn.root(), "*"))
        .extracting(Element::getTagName)
        .as("only what is drawn here")
        .isSubsetOf(DRAWING);
    assertThat(drawn.root().getAttribute("role")).isEqualTo("img");
    assertThat(Drawn.all(drawn.root(), "title").getFirst().getTextContent())
        .isEqualTo(figure.title());
    assertThat(Drawn.all(drawn.root(), "desc").getFirst().getTextContent())
        .isEqualTo(figure.text());
    assertThat(figure.text()).isNotBlank();
  }

  @Test
  void whereNothingIsKnownThereIsNothingToDrawButTheLadder() {
    Material material = Samples.material(Delivery.none("shop"), Facts.of(List.of()));

    assertThat(Figures.of(material)).extracting(Figure::id).containsExactly("assurance");
  }

  @Test
  void theSameMaterialGivesTheSameBytes() {
    assertThat(Figures.of(new Samples(7).delivery(9)))
        .isEqualTo(Figures.of(new Samples(7).delivery(9)));
  }

  @Test
  void everyNameCanBeReadInFull() {
    String name = "production-eu-central-1-blue-customer-facing-with-a-long-name";
    Material material =
        Samples.material("environments: [{name: " + name + ", production: true}]\n");

    Figure promotion = figure(material, "promotion");

    assertThat(promotion.svg()).contains("<title>" + name + "</title>");
    assertThat(promotion.text()).contains(name);
  }

  @Test
  void terminalSequencesAndMarksThatReorderTextAreLeftOut() {
    assertThat(Plain.text("\u001b[31mred\u001b[0m \u202Eevil\u202C\u0000\n\tend"))
        .isEqualTo("red evil end");
    assertThat(Plain.text("\u001b]8;;http://x\u0007link\uD800")).isEqualTo("link");
  }

  @Test
  void thePipelineTellsGatesThatBlockFromThoseThatDoNot() {
    Material material =
        Samples.material(
            "environments: [{name: production, production: true}]\n",
            Samples.pipeline(
                "delivery",
                List.of(
                    Samples.job("test", "test", List.of(), List.of(Activity.Kind.TEST), ""),
                    Samples.job("scan", "scan", List.of(), List.of(Activity.Kind.SCAN), ""),
                    Samples.job(
                        "deploy",
                        "deploy",
                        List.of("test"),
                        List.of(Activity.Kind.DEPLOY),
                        "production"))));

    assertThat(figure(material, "pipeline").text())
        .contains("Job test is a test gate (blocking).")
        .contains("Job scan is a security gate (not blocking).")
        .contains("Job deploy waits for test and deploys to production.");
  }

  @Test
  void theRolloutTellsWhenWhichWeightIsReached() {
    Material material =
        Samples.material(
            """
            environments: [{name: production, production: true}]
            cd:
              strategy:
                canary:
                  steps:
                    - {setWeight: 5}
                    - {pause: PT2M}
                    - {setWeight: 50}
                    - {pause: until-approved}
                  analysis:
                    - {name: errors, source: prometheus, query: {bad: a, total: b},
                       objective: {comparison: below, threshold: 0.01}, window: PT2M, onNoData: hold}
            """);

    assertThat(figure(material, "rollout").text())
        .isEqualTo(
            "In production by canary. At the start: 5 % for 2 min. After 2 min: 50 % until"
                + " approved. Approved: 100 %. Stop criterion: errors has to stay below 0.01 over 2"
                + " min, without data hold.");
  }

  @Test
  void theCalendarTellsWhatIsOverdue() {
    Material material =
        Samples.material(
            "governance: {reviews: {every: P90D, owner: platform, next: 2026-03-01}}\n");

    assertThat(figure(material, "calendar").text())
        .contains("Governance review: every 90 days, owned by platform, overdue since 2026-03-01.");
  }

  private static Figure figure(Material material, String id) {
    return Figures.of(material).stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
