package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.figure.Samples;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class DocumentTest {
  private static final String HOSTILE =
      """
      environments:
        - name: "<script>alert(1)</script> # | ` ``"
          production: true
          checks: ["a|b", "`x|y`", "](javascript:alert(1))", "\\e[31mred", "<img src=x>", "&lt;"]
      governance:
        residualRisks:
          - {risk: "**bold** _it_ \\n# heading\\n| a | b |", owner: "<b>me</b>", nextAction: "![x](http://x)"}
      """;

  private static Map<String, String> files(String yaml) {
    return Bundle.of(Samples.material(yaml)).files();
  }

  private static String file(String name, String yaml) {
    return String.valueOf(files(yaml).get(name));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void textOfFilesStaysTextOnThePage() {
    String page = file("bundle.html", HOSTILE);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\u001b[31mred", "&amp;lt;")
        .doesNotContain("<script", "<img", "<b>", "\u001b", "href=\"javascript", "href=\"http");
  }

  @Test
  void textOfFilesMakesNoStructureInTheMarkdown() {
    String calm = HOSTILE.replaceAll("\"[^\"]*\"", "\"calm\"");
    List<String> expected = all("(?m)^(#+|\\|).{0,3}", file("bundle.md", calm));
    List<String> found = all("(?m)^(#+|\\|).{0,3}", file("bundle.md", HOSTILE));
    assertThat(found.stream().filter(line -> line.startsWith("#")))
        .isEqualTo(expected.stream().filter(line -> line.startsWith("#")).toList());
    assertThat(all("<t[rdh][ >]", file("bundle.html", HOSTILE)))
        .hasSameSizeAs(all("<t[rdh][ >]", file("bundle.html", calm)));
  }

  @Test
  void pageHasLandmarksASkipLinkAndHeadingsWithoutGaps() {
    String page = file("bundle.html", HOSTILE);
    assertThat(page)
        .contains(
            "<html lang=\"en\"", "<main id=\"main\"", "<nav aria-label=", "href=\"#section-1\"")
        .contains("<header>", "<footer>", "<title>");
    assertThat(all("<section ", page)).hasSize(11);
    int before = 0;
    for (String heading : all("<h[1-6]>", page)) {
      int level = heading.charAt(2) - '0';
      assertThat(level).as("%s after h%d", heading, before).isLessThanOrEqualTo(before + 1);
      before = level;
    }
  }

  @Test
  void everyTableHasACaptionAndScopes() {
    String page = file("bundle.html", HOSTILE);
    List<String> tables = all("(?s)<table.*?</table>", page);
    assertThat(tables).isNotEmpty();
    for (String table : tables) {
      assertThat(table).containsPattern("<caption>[^<]+</caption>").contains("scope=\"col\"");
      assertThat(all("<th ", table)).hasSameSizeAs(all("scope=", table));
    }
  }

  @Test
  void pageNeedsNothingFromElsewhereAndNoScript() {
    String page = file("bundle.html", HOSTILE).replace("http://www.w3.org/2000/svg", "");
    assertThat(page)
        .doesNotContainPattern("(src|href)=\"(http|//)")
        .doesNotContainPattern("(?i)<script|<link|@import|url\\(\\s*['\"]?http")
        .contains("default-src 'none'");
  }

  @Test
  void aDraftSaysSoInEverySection() {
    assertThat(all("> \\*\\*Draft", file("bundle.md", HOSTILE))).hasSize(11);
    assertThat(all("<blockquote class=\"draft\">", file("bundle.html", HOSTILE))).hasSize(11);
    assertThat(file("bundle.html", HOSTILE)).contains("class=\"is-draft\"", "@page draft");
    assertThat(file("bundle.json", HOSTILE)).contains("\"status\" : \"draft\"");
  }

  private static String leftOpen(String until) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage != Stage.BUNDLE)
        .map(stage ->
            "  - {stage: "
                + stage.id()
                + ", requestedBy: head of shop, reason: the board meets later, until: "
                + until
                + "}\n")
        .collect(joining("", "leftOpen:\n", ""));
  }

  @Test
  void whatTheRequesterLeavesOpenHoldsUpNoBundleAndOpensNoGate() {
    Document document = Bundle.of(Samples.material(leftOpen("2026-06-01"))).document();
    Document without = Bundle.of(Samples.material("environments: []\n")).document();
    assertThat(document.stages().getLast().blockedBy()).isEmpty();
    assertThat(document.stages().getLast().gate()).isEqualTo(Gate.SHUT);
    assertThat(document.draft()).isTrue();
    for (int i = 0; i < 9; i++) {
      assertThat(document.stages().get(i).gate()).isEqualTo(without.stages().get(i).gate());
    }
    assertThat(new MarkdownDocument(document).text())
        .contains("Left open by the requester", "left open by head of shop, because the board");
  }

  @Test
  void whatWasLeftOpenUntilADayThatHasPassedHoldsUpTheBundle() {
    Document document = Bundle.of(Samples.material(leftOpen("2026-05-31"))).document();
    assertThat(document.stages().getLast().gate()).isEqualTo(Gate.BLOCKED);
    assertThat(new MarkdownDocument(document).text())
        .contains("2026-05-31, which has passed")
        .doesNotContain("left open by head of shop, because");
  }

  @Test
  void namesFromRightToLeftReorderNothing() {
    String page = file("bundle.html", "environments: [{name: \"a \u05d0\u05d1 5\"}]\n");
    assertThat(page).contains("a <bdi dir=\"rtl\">\u05d0\u05d1</bdi> 5");
  }

  @Test
  void longNamesMayBeBrokenWhereTheirPartsEndAndDatesNever() {
    String page =
        file("bundle.html", "environments: [{name: deploymentOfTheWholePlatform-2026-11-23}]\n");
    assertThat(page).contains("<span class=\"whole\">2026-11-23</span>");
    assertThat(page).contains("deployment<wbr>Of<wbr>The<wbr>Whole<wbr>Platform-");
  }

  @Test
  void whatIsMetStandsBehindASummaryAndWhatIsNotStandsOpen() {
    String page = file("bundle.html", "environments: []\n");
    assertThat(all("(?s)<details class=\"settled\">.*?</details>", page))
        .isNotEmpty()
        .allSatisfy(settled ->
            assertThat(settled)
                .contains("<summary><strong class=\"verdict met\">")
                .doesNotContain("not met"));
  }

  @Test
  void theSameMaterialGivesTheSameBytes() {
    assertThat(files(HOSTILE)).isEqualTo(files(HOSTILE));
  }

  @Test
  void jsonSaysItsSchemaFirstAndIsWellFormed() {
    String json = file("bundle.json", HOSTILE);
    assertThat(json.lines().skip(1).findFirst())
        .contains("  \"schema\" : \"sluice.dev/bundle/v1\",");
    int tokens = 0;
    try (JsonParser parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    assertThat(tokens).isGreaterThan(100);
  }

  @Test
  void everyOpenItemSaysWhatComesNext() {
    Document document = Bundle.of(Samples.material(HOSTILE)).document();
    assertThat(document.open()).isNotEmpty().allSatisfy(i -> assertThat(i.next()).isNotBlank());
    assertThat(document.urgent()).hasSameElementsAs(document.open());
  }

  @Test
  void coloursCanBeReadInBothSchemes() {
    String css = file("bundle.html", "environments: []\n");
    List<String> schemes = all("(?s):root \\{.*?\\}", css);
    assertThat(schemes).hasSize(2);
    for (String scheme : schemes) {
      List<String> weak = new ArrayList<>();
      for (String ground : List.of("bg", "draft")) {
        for (String ink : List.of("fg", "muted", "accent", "good", "bad", "warn")) {
          if (contrast(colour(scheme, ink), colour(scheme, ground)) < 4.5) {
            weak.add(ink + " on " + ground);
          }
        }
      }
      assertThat(weak).isEmpty();
    }
  }

  private static int colour(String scheme, String name) {
    String found = all("--" + name + ": #[0-9a-f]{6}", scheme).getFirst();
    return Integer.parseInt(found.substring(found.indexOf('#') + 1), 16);
  }

  /// Source: WCAG 2.2, contrast ratio.
  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16 & 255)
        + 0.7152 * linear(colour >> 8 & 255)
        + 0.0722 * linear(colour & 255);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
