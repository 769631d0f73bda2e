package dev.sluice.survey.updatebot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.UpdateBot;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateBotTest {
  @TempDir Path root;

  @Test
  void dependabotCoversEcosystemsByDirectory() {
    Facts facts =
        new Fixture(root)
            .file(
                ".github/dependabot.yml",
                """
                version: 2
                updates:
                  - package-ecosystem: github-actions
                    directory: /
                  - package-ecosystem: npm
                    directories: [/web, /api]
                  - package-ecosystem: docker
                    directory: /
                    open-pull-requests-limit: 0
                """)
            .read(new DependabotReader());
    assertThat(told(facts))
        .containsExactlyInAnyOrder("3:24 github-actions /", "5:24 npm /web", "5:24 npm /api");
  }

  @Test
  void renovateCoversEverythingUnlessNarrowed() {
    assertThat(renovate("renovate.json", "{\"extends\": [\"config:recommended\"]}"))
        .containsExactly("1:1 * /");
    assertThat(renovate("renovate.json", "{\n \"enabledManagers\": [\"dockerfile\", \"npm\"]}"))
        .containsExactly("2:22 docker /", "2:36 npm /");
    assertThat(renovate("renovate.json", "{\"enabled\": false}")).isEmpty();
  }

  @Test
  void renovateManagersCanBeSwitchedOff() {
    List<String> covered =
        renovate(
            ".github/renovate.json5",
            """
            {
              // none of these
              "packageRules": [{"matchManagers": ["github-actions"], "enabled": false}, /* nor */
                {"matchManagers": ["npm"], "matchPackageNames": ["left-pad"], "enabled": false}],
              dockerfile: {enabled: false},
            }
            """);
    assertThat(covered)
        .contains("1:1 npm /", "1:1 gomod /")
        .doesNotContain("1:1 docker /", "1:1 github-actions /");
  }

  @Test
  void renovateMayStandInPackageJson() {
    assertThat(renovate("package.json", "{\"name\": \"x\",\n\"renovate\": {\"extends\": []}}"))
        .containsExactly("2:13 * /");
    assertThat(renovate("package.json", "{\"name\": \"x\"}")).isEmpty();
  }

  @Test
  void brokenConfigurationIsUnreadable() {
    Facts facts =
        new Fixture(root).file("renovate.json", "{\"extends\": [").read(new RenovateReader());
    assertThat(facts.of(UpdateBot.class)).isEmpty();
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(u -> assertThat(u.hides()).containsExactly(UpdateBot.class));
  }

  private List<String> renovate(String file, String content) {
    return told(new Fixture(root).file(file, content).read(new RenovateReader()));
  }

  private static List<String> told(Facts facts) {
    return facts.of(UpdateBot.class).stream()
        .map(b ->
            b.source().line()
                + ":"
                + b.source().column()
                + " "
                + b.ecosystem()
                + " "
                + b.directory())
        .toList();
  }
}
