package dev.sluice.survey.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Facts;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
  @TempDir Path root = Path.of("");

  private Facts facts(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Facts.of(Survey.read(Walk.of(root, true), List.of(new SettingsFiles())));
  }

  @Test
  void readsProtectedBranchesAndEnvironments() throws IOException {
    Facts facts =
        facts(
            ".github/settings.yml",
            """
            branches:
              - name: main
                protection:
                  enforce_admins: true
                  required_pull_request_reviews:
                    required_approving_review_count: 2
                    require_code_owner_reviews: true
                  required_status_checks: {contexts: [test]}
              - name: old
                protection: null
            environments:
              - name: production
                prevent_self_review: true
                reviewers: [{type: Team, slug: leads}]
              - name: staging
            """);
    assertThat(facts.of(BranchProtection.class))
        .singleElement()
        .satisfies(p -> {
          assertThat(p.approvals()).isEqualTo(2);
          assertThat(p.codeOwnerReviews()).isTrue();
          assertThat(p.bypassable()).isFalse();
          assertThat(p.requiredChecks()).containsExactly("test");
        });
    assertThat(facts.of(Approval.class))
        .singleElement()
        .satisfies(a -> {
          assertThat(a.from()).containsExactly("leads");
          assertThat(a.selfApproval()).isFalse();
        });
  }

  @Test
  void readsActiveRulesetsOnly() throws IOException {
    String ruleset =
        """
        {"name": "main", "target": "branch", "enforcement": "%s",
         "conditions": {"ref_name": {"include": ["refs/heads/main"], "exclude": []}},
         "rules": [{"type": "pull_request", "parameters": {"required_approving_review_count": 1, "require_code_owner_review": true}}],
         "bypass_actors": []}
        """;
    assertThat(
            facts(".github/rulesets/main.json", ruleset.formatted("active"))
                .of(BranchProtection.class))
        .extracting(BranchProtection::branch)
        .containsExactly("main");
    assertThat(
            facts(".github/rulesets/main.json", ruleset.formatted("disabled"))
                .of(BranchProtection.class))
        .isEmpty();
  }

  @Test
  void readsEnvironmentsAsTheApiGivesThem() throws IOException {
    String environment =
        """
        {"name": "production", "protection_rules": [
          {"type": "wait_timer", "wait_timer": 30},
          {"type": "required_reviewers", "prevent_self_review": true,
           "reviewers": [{"type": "Team", "reviewer": {"id": 1, "slug": "leads", "name": "The leads"}},
                         {"type": "User", "reviewer": {"login": "ada"}}]}]}
        """;
    assertThat(facts(".github/environments/production.json", environment).of(Approval.class))
        .singleElement()
        .satisfies(a -> {
          assertThat(a.environment()).isEqualTo("production");
          assertThat(a.from()).containsExactly("leads", "ada");
          assertThat(a.selfApproval()).isFalse();
          assertThat(a.via()).isEqualTo("exported settings");
          assertThat(a.source().line()).isEqualTo(3);
        });
  }

  @Test
  void namesARepositoryAfterItsOrigin() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(
        root.resolve(".git/config"),
        "[remote \"origin\"]\n\turl = git@github.com:acme/storefront.git\n");
    assertThat(RepositoryName.of(root)).isEqualTo("storefront");
    assertThat(RepositoryName.of(root.resolve("else"))).isEqualTo("else");
  }
}
