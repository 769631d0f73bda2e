package dev.sluice.flow.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOwnersTest {
  @ParameterizedTest
  @CsvSource({
    "*, a/b/c.txt, true",
    "*.tf, infra/main.tf, true",
    "/.github/, .github/workflows/ci.yml, true",
    ".github, .github/workflows/ci.yml, true",
    ".github/workflows/*, .github/workflows/ci.yml, true",
    "docs/*, docs/a/b.md, false",
    "docs/, x/docs/a/b.md, true",
    "/docs/, x/docs/a/b.md, false",
    "apps/web, apps/web/src/a.ts, true",
    "apps/web, other/apps/web/a.ts, false",
    "**/logs, a/b/logs/x, true",
    "/infra/**, infra/a/b.tf, true",
    "docs/, docs, false",
  })
  void coversFilesAsCodeOwnersDo(String pattern, String file, boolean covers) {
    assertThat(CodeOwners.matches(pattern, file)).isEqualTo(covers);
  }

  @Test
  void takesTheLastLineThatMatches() {
    CodeOwners owners = owners("*", List.of("@acme/all"), "/infra/", List.of("@acme/platform"));
    assertThat(owners.of("infra/main.tf").orElseThrow().owners()).containsExactly("@acme/platform");
    assertThat(owners.of("README.md").orElseThrow().owners()).containsExactly("@acme/all");
  }

  @Test
  void takesOwnershipAwayWhenTheLastLineNamesNobody() {
    assertThat(owners("*", List.of("@acme/all"), "/docs/", List.of()).of("docs/a.md")).isEmpty();
  }

  private static CodeOwners owners(
      String first, List<String> firstOwners, String second, List<String> secondOwners) {
    Source source = Source.of("CODEOWNERS");
    return new CodeOwners(
        List.of(
            new OwnerRule(source, first, firstOwners),
            new OwnerRule(source.at(2, 1), second, secondOwners)));
  }
}
