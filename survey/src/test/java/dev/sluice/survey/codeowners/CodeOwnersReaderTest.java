package dev.sluice.survey.codeowners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeOwnersReaderTest {
  @TempDir Path root;

  @Test
  void readsRulesWithTheirPlaces() {
    assertThat(
            rules(
                """
                # everyone
                * @acme/all

                  /infra/ @acme/platform ops@acme.example # comment
                /apps/my\\ app/ @x
                /generated/
                """))
        .containsExactly(
            "2:1 * [@acme/all]",
            "4:3 /infra/ [@acme/platform, ops@acme.example]",
            "5:1 /apps/my app/ [@x]",
            "6:1 /generated/ []");
  }

  @Test
  void skipsLinesWhoseOwnersAreNone() {
    assertThat(rules("* nobody\nx @a\n")).containsExactly("2:1 x [@a]");
  }

  @Test
  void sectionsGiveTheirOwnersToLinesWithoutAny() {
    assertThat(
            rules(
                """
                [Docs] @docs
                docs/
                README.md @me
                ^[Optional][2] @opt
                x/
                [abc].txt @y
                """))
        .containsExactly(
            "2:1 docs/ [@docs]", "3:1 README.md [@me]", "5:1 x/ [@opt]", "6:1 [abc].txt [@y]");
  }

  @Test
  void firstPlaceCounts() {
    Fixture fixture =
        new Fixture(root)
            .file("CODEOWNERS", "* @root\n")
            .file(".github/CODEOWNERS", "* @github\n")
            .file("docs/CODEOWNERS", "* @docs\n");
    assertThat(fixture.read(new CodeOwnersReader()).of(OwnerRule.class))
        .singleElement()
        .satisfies(rule -> assertThat(rule.source().file()).isEqualTo(".github/CODEOWNERS"));
  }

  private List<String> rules(String content) {
    return new Fixture(root)
        .file("CODEOWNERS", content).read(new CodeOwnersReader()).of(OwnerRule.class).stream()
            .map(r ->
                r.source().line()
                    + ":"
                    + r.source().column()
                    + " "
                    + r.pattern()
                    + " "
                    + r.owners())
            .toList();
  }
}
