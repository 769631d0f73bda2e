package dev.sluice.survey.settings;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the settings of GitHub that a repository keeps in files: `.github/settings.yml`, which an
/// app applies, and what was exported: rulesets in `.github/rulesets`, and environments in
/// `.github/environments` in the form in which the API gives them.
@AutoService(Reader.class)
public final class SettingsFiles implements Reader {
  private static final String VIA = "settings file";
  private static final String EXPORTED = "exported settings";
  private static final String RULESETS = ".github/rulesets";
  private static final String ENVIRONMENTS = ".github/environments";
  private static final Set<String> SETTINGS =
      Set.of(".github/settings.yml", ".github/settings.yaml");
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(BranchProtection.class, Approval.class);

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream()
            .filter(f ->
                SETTINGS.contains(f.path())
                    || f.directory().equals(RULESETS)
                    || f.directory().equals(ENVIRONMENTS))
            .toList();
    sink.each(files, HIDES, file -> read(file, sink));
  }

  private static void read(TreeFile file, Sink sink) {
    if (!file.yaml().complete()) {
      file.yaml().problems().stream()
          .findFirst()
          .ifPresent(p -> sink.unreadable(p.source(), p.found(), HIDES));
    }
    for (Yaml document : file.yaml().documents()) {
      if (file.directory().equals(RULESETS)) {
        ruleset(document, EXPORTED, sink);
      } else if (file.directory().equals(ENVIRONMENTS)) {
        document.items("protection_rules").stream()
            .filter(rule -> "required_reviewers".equals(rule.string("type")))
            .forEach(rule -> environment(document.string("name"), rule, EXPORTED, sink));
      } else {
        document.items("branches").forEach(branch -> branch(branch, sink));
        document.items("environments").forEach(e -> environment(e.string("name"), e, VIA, sink));
        document.items("rulesets").forEach(ruleset -> ruleset(ruleset, VIA, sink));
      }
    }
  }

  private static void branch(Yaml branch, Sink sink) {
    String name = branch.string("name");
    Yaml protection = branch.get("protection");
    if (name == null || !(protection instanceof Yaml.Mapping)) {
      return;
    }
    Yaml reviews = protection.get("required_pull_request_reviews");
    List<String> checks =
        Stream.concat(
                protection.texts("required_status_checks", "contexts").map(Text::value),
                protection.items("required_status_checks", "checks").stream()
                    .map(check -> check.string("context"))
                    .filter(Objects::nonNull))
            .toList();
    sink.add(
        new BranchProtection(
            branch.source(),
            name,
            checks,
            reviews == null ? 0 : number(reviews.string("required_approving_review_count")),
            reviews != null && isTrue(reviews.get("require_code_owner_reviews")),
            reviews != null && isTrue(reviews.get("dismiss_stale_reviews")),
            !isTrue(protection.get("enforce_admins")),
            VIA));
  }

  /// @param rule what holds the reviewers
  private static void environment(@Nullable String name, Yaml rule, String via, Sink sink) {
    List<String> from = rule.items("reviewers").stream().map(SettingsFiles::reviewer).toList();
    if (name != null && !from.isEmpty()) {
      boolean self = !isTrue(rule.get("prevent_self_review"));
      sink.add(new Approval(rule.source(), name, from, 1, self, via));
    }
  }

  private static String reviewer(Yaml reviewer) {
    Yaml inner = reviewer.get("reviewer");
    Yaml one = inner instanceof Yaml.Mapping ? inner : reviewer;
    return Stream.of("login", "slug", "name", "id")
        .map(one::string)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("?");
  }

  private static void ruleset(Yaml ruleset, String via, Sink sink) {
    if (!"active".equals(ruleset.string("enforcement"))
        || !"branch".equals(ruleset.string("target"))) {
      return;
    }
    Yaml reviews = parameters(ruleset, "pull_request");
    Yaml required = parameters(ruleset, "required_status_checks");
    List<String> checks =
        required == null
            ? List.of()
            : required.items("required_status_checks").stream()
                .map(check -> check.string("context"))
                .filter(Objects::nonNull)
                .toList();
    ruleset
        .texts("conditions", "ref_name", "include")
        .forEach(branch ->
            sink.add(
                new BranchProtection(
                    branch.source(),
                    branch.value().replaceFirst("^refs/heads/", ""),
                    checks,
                    reviews == null ? 0 : number(reviews.string("required_approving_review_count")),
                    reviews != null && isTrue(reviews.get("require_code_owner_review")),
                    reviews != null && isTrue(reviews.get("dismiss_stale_reviews_on_push")),
                    !ruleset.items("bypass_actors").isEmpty(),
                    via)));
  }

  private static @Nullable Yaml parameters(Yaml ruleset, String type) {
    return ruleset.items("rules").stream()
        .filter(rule -> type.equals(rule.string("type")))
        .flatMap(rule -> Stream.ofNullable(rule.get("parameters")))
        .findFirst()
        .orElse(null);
  }

  private static boolean isTrue(@Nullable Yaml value) {
    return value instanceof Yaml.Scalar scalar && scalar.isTrue();
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
  }
}
