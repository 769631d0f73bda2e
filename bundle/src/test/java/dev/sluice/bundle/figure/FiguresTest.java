package dev.sluice.bundle.figure;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    for (long seed = 0; seed < 5; seed++) {
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
    for (long seed = 0; seed < 3; seed++) {
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
    assertThat(plain(Drawn.all(drawn.root(), "title").getFirst())).isEqualTo(figure.title());
    assertThat(plain(Drawn.all(drawn.root(), "desc").getFirst())).isEqualTo(figure.text());
    assertThat(drawn.labels())
        .as("nothing is cut in " + figure.id() + " of " + what)
        .noneMatch(label -> label.text().contains("…"));
    assertThat(figure.text()).isNotBlank();
  }

  /// Text without the marks that keep what is written from right to left apart.
  private static String plain(Element element) {
    return element.getTextContent().replaceAll("[\u2068\u2069]", "");
  }

  @Test
  void namesFromRightToLeftAreKeptApart() {
    Material material =
        Samples.material(
            "environments: [{name: \"\u05d0\u05d1, 5\", production: true, checks: [a]}]\n");

    assertThat(figure(material, "promotion").svg()).contains("\u2068\u05d0\u05d1\u2069, 5");
  }

  @Test
  void picturesOfTwoDeliveriesShareNoId() {
    Set<String> ids = new HashSet<>();
    for (String name : List.of("shop", "mail")) {
      Material material = Samples.material(Delivery.none(name), Facts.of(List.of()));
      Drawn drawn = Drawn.of(figure(material, "assurance"));
      Drawn.all(drawn.root(), "*").stream()
          .map(element -> element.getAttribute("id"))
          .filter(id -> !id.isEmpty())
          .forEach(id -> assertThat(ids.add(id)).as(id).isTrue());
    }
    assertThat(ids).hasSize(4);
  }

  @Test
  void theMeasuringSeesWhatIsWrong() {
    Svg svg = new Svg();
    Look line = Look.outline(Ink.LINE);
    svg.frame(new Box(0, 0, 100, 40), line);
    svg.frame(new Box(90, 30, 100, 40), line);
    svg.text(10, 60, "one label", Type.BODY, Ink.FG, Anchor.START, 100);
    svg.text(30, 62, "another", Type.BODY, Ink.FG, Anchor.START, 100);
    svg.text(80, 20, "across", Type.BODY, Ink.FG, Anchor.START, 100);
    svg.text(0, 20, "out", Type.BODY, Ink.FG, Anchor.END, 100);
    svg.elbow(5, 0, 60, 20, line);
    String drawn = svg.done("x", "x", "x", 80);

    assertThat(Drawn.of(new Figure("x", "x", "x", drawn)).faults())
        .anyMatch(fault -> fault.startsWith("frames overlap"))
        .anyMatch(fault -> fault.startsWith("labels overlap"))
        .anyMatch(fault -> fault.startsWith("label across a frame"))
        .anyMatch(fault -> fault.startsWith("label outside"))
        .anyMatch(fault -> fault.startsWith("edge across"));
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

    assertThat(
            Drawn.of(promotion).labels().stream()
                .map(Drawn.Label::text)
                .filter(label -> !label.equals("production"))
                .collect(joining()))
        .isEqualTo(name);
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
  void aRolloutObjectIsDrawnWhereNothingIsDeclared() {
    Source source = Source.of("rollout.yaml");
    RolloutObject object =
        new RolloutObject(
            source,
            "argo-rollouts",
            "Rollout",
            "shop",
            null,
            "canary",
            List.of(
                new RolloutStep(source, "setWeight", 20, null),
                new RolloutStep(source, "pause", null, "1h"),
                new RolloutStep(source, "analysis", null, null),
                new RolloutStep(source, "pause", null, null)),
            List.of(new Text(source, "success-rate")));
    Material material = Samples.material(Delivery.none("shop"), Facts.of(List.of(object)));

    assertThat(figure(material, "rollout").text())
        .isEqualTo(
            "In shop by canary. At the start: 20 % for 1 h, then until approved, judged by"
                + " success-rate. Approved: 100 %. Stop criterion: success-rate has to pass.");
  }

  @Test
  void aHundredEqualStepsAreOneSlope() {
    Source source = Source.of("canary.yaml");
    List<RolloutStep> steps =
        IntStream.rangeClosed(1, 100)
            .mapToObj(weight -> new RolloutStep(source, "setWeight", weight, "1m"))
            .toList();
    RolloutObject object =
        new RolloutObject(source, "flagger", "Canary", "shop", null, "canary", steps, List.of());
    Material material = Samples.material(Delivery.none("shop"), Facts.of(List.of(object)));

    Figure rollout = figure(material, "rollout");

    assertThat(rollout.text())
        .isEqualTo(
            "In shop by canary. At the start: up to 100 % in 1 h 40 min, in 100 equal steps.");
    sound(rollout, "a hundred steps");
  }

  @Test
  void everyStrategyIsDrawn() {
    for (String strategy :
        List.of(
            "rolling: {maxSurge: 25%, maxUnavailable: 0, bake: PT10M}",
            "blueGreen: {autoPromotion: false, scaleDownDelay: PT1H, bake: PT10M}",
            "bigBang: {schedule: any-time}",
            "{shadow: {share: 20, duration: PT1H}, rolling: {}}")) {
      String yaml =
          "environments: [{name: production, production: true}]\ncd:\n  strategy: "
              + (strategy.startsWith("{") ? strategy : "{" + strategy + "}")
              + "\n";

      sound(figure(Samples.material(yaml), "rollout"), strategy);
    }
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
