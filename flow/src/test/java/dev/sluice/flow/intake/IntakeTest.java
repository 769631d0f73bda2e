package dev.sluice.flow.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is drafted from facts and answers.
class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final List<Fact> SEEN =
      List.of(
          new EnvironmentSeen(
              new Source("deploy/staging/kustomization.yaml", 3, 1), "staging", "overlay"),
          new EnvironmentSeen(
              new Source("deploy/prod/kustomization.yaml", 3, 1), "prod", "overlay"),
          new OwnerRule(new Source("CODEOWNERS", 1, 1), "*", List.of("@acme/shop")),
          new SecretUse(
              new Source(".github/workflows/ci.yaml", 9, 5), "DEPLOY_KEY", "pipeline", null));

  private static Intake intake(String name, List<? extends Fact> facts, @Nullable String existing) {
    return new Intake(name, Facts.of(facts), existing, NOW);
  }

  @Test
  void makesEveryAssumptionOfAnEmptyRepositoryPlain() {
    Draft draft = intake("storefront", List.of(), null).draft(Answers.NONE);

    assertThat(draft.assessment().verdicts())
        .filteredOn(v -> v.definition().stage() != Stage.BUNDLE)
        .filteredOn(v -> v.state() != State.NOT_APPLICABLE && v.state() != State.UNOBSERVABLE)
        .extracting(Verdict::level)
        .containsOnly(Level.ASSUMED);
    assertThat(draft.delivery().assumptions())
        .allSatisfy(a -> assertThat(a.replace()).contains("then remove this entry"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b # c",
        "{weird}",
        "- x",
        "no",
        "1.20",
        "\"quoted\"",
        "it's",
        "名前 🚀",
        "line\nbreak",
        "@acme/x",
        "*",
        "&a",
        "%TAG",
        "tab\there",
        "a\\b"
      })
  void keepsOddNamesAsTheyAre(String odd) {
    List<Fact> facts =
        List.of(
            new EnvironmentSeen(new Source("x: #\n\u0007.yaml", 1, 1), "production", "overlay"),
            new SecretUse(Source.of("a.yaml"), odd, "workload", null));

    Delivery delivery = intake(odd, facts, null).draft(Answers.NONE).delivery();

    assertThat(delivery.metadata().name()).isEqualTo(odd);
    assertThat(delivery.secrets()).extracting(s -> s.name()).containsExactly(odd);
  }

  @Test
  void saysAtEachLineWhereItWasFound() {
    String text = intake("storefront", SEEN, null).draft(Answers.NONE).text();

    assertThat(text.lines())
        .anyMatch(line ->
            line.contains("prod") && line.endsWith("# found in deploy/prod/kustomization.yaml:3"))
        .anyMatch(line ->
            line.contains("DEPLOY_KEY") && line.contains("# found in .github/workflows/ci.yaml:9"))
        .anyMatch(
            line -> line.contains("\"@acme/shop\"") && line.contains("found in CODEOWNERS:1"));
  }

  @Test
  void listsNothingAsAssumedThatWasFound() {
    Draft draft = intake("storefront", SEEN, null).draft(Answers.NONE);

    assertThat(draft.delivery().assumptions())
        .extracting(Delivery.Assumption::assumes)
        .noneMatch(assumes -> assumes.contains("DEPLOY_KEY"));
    assertThat(draft.text().lines().filter(line -> line.contains("# assumed")))
        .noneMatch(line -> line.contains("name: prod"));
  }

  private static List<Context.Service> services(String name, List<Fact> facts) {
    Draft draft = intake(name, facts, null).draft(Answers.NONE);
    return requireNonNull(draft.delivery().context()).services();
  }

  @Test
  void namesEachServiceOnceAndNoneOfOthers() {
    List<Fact> facts =
        List.of(
            new Deployable(Source.of("vote/Dockerfile"), "vote", "vote", "Dockerfile"),
            workload("vote", "acme/shop_vote"),
            workload("db", "postgres"),
            workload("audit", "acme/audit"),
            new PackageManifest(
                Source.of("src/ledger/balance-reader/pom.xml"),
                "maven",
                "src/ledger/balance-reader",
                null,
                false),
            deployment("registry.example.com/other/balancereader"),
            repository("github.com/acme/shop"));

    assertThat(services("shop", facts))
        .extracting(s -> s.name() + " " + s.path())
        .containsExactly("audit k8s", "balancereader src/ledger/balance-reader", "vote vote");
  }

  @Test
  void callsTheOnlyRecipeWhatTheOnlyWorkloadIsCalled() {
    List<Fact> facts =
        List.of(
            new Deployable(Source.of("Dockerfile"), "copy", ".", "Dockerfile"),
            workload("storefront", "ghcr.io/acme/storefront"),
            repository("github.com/acme/copy"));

    assertThat(services("copy", facts))
        .extracting(s -> s.name() + " " + s.path())
        .containsExactly("storefront .");
  }

  @Test
  void rollsOutNothingThatIsOnlyPublished() {
    Draft draft = intake("grep", published(null), null).draft(Answers.NONE);

    assertThat(draft.delivery().publishedOnly()).isTrue();
    assertThat(draft.text())
        .contains("type: tool}", "type found in .github/workflows/release.yaml:7")
        .doesNotContain("canary", "http_requests_total", "ReleaseErrors", "staging");
    assertThat(draft.assessment().verdicts())
        .filteredOn(v -> v.id().equals("cd.health-checks"))
        .extracting(Verdict::state)
        .containsExactly(State.NOT_APPLICABLE);
  }

  @Test
  void theEnvironmentThatAReleaseIsPublishedFromIsProduction() {
    List<Fact> facts = new ArrayList<>(published("pypi"));
    facts.add(new EnvironmentSeen(RELEASE.at(5, 5), "pypi", "deploy job"));

    Draft draft = intake("grep", facts, null).draft(Answers.NONE);

    assertThat(draft.delivery().productionEnvironments())
        .extracting(e -> e.name())
        .containsExactly("pypi");
    assertThat(draft.text()).doesNotContain("canary");
  }

  @Test
  void takesOwnersFromAListOfMaintainers() {
    List<Fact> facts =
        List.of(
            new Contact(
                new Source("MAINTAINERS", 2, 1),
                Contact.Kind.MAINTAINER,
                "maintainers",
                List.of("@ann"),
                "MAINTAINERS"));

    Draft draft = intake("shop", facts, null).draft(Answers.NONE);

    assertThat(draft.text()).contains("owner: maintainers  # found in MAINTAINERS:2");
    assertThat(draft.delivery().assumptions())
        .extracting(Delivery.Assumption::criterion)
        .doesNotContain("ci.ownership");
  }

  @Test
  void assumedEnvironmentsAskForNoInfrastructure() {
    List<Fact> facts = List.of(new Deployable(Source.of("Dockerfile"), "shop", ".", "Dockerfile"));

    Draft draft = intake("shop", facts, null).draft(Answers.NONE);

    assertThat(draft.assessment().verdicts())
        .filteredOn(v -> v.id().equals("iac.source-of-truth"))
        .extracting(Verdict::state)
        .containsExactly(State.NOT_APPLICABLE);
    assertThat(draft.assessment().verdicts())
        .filteredOn(v -> v.id().equals("cd.approvals"))
        .extracting(v -> v.level() + " " + v.state())
        .containsExactly("ASSUMED null");
  }

  private static final Source RELEASE = Source.of(".github/workflows/release.yaml");

  private static Deployable workload(String name, String image) {
    return new Deployable(Source.of("k8s/" + name + ".yaml"), name, "k8s", "workload", image);
  }

  private static Deployment deployment(String image) {
    Source at = Source.of("k8s/all.yaml");
    return new Deployment(at, "kubernetes", "Deployment/x", "x", Image.parse(image), null, null);
  }

  private static Repository repository(String origin) {
    return new Repository(
        Source.of("."), "shop", null, null, null, false, 1, 1, 1, null, null, origin);
  }

  /// A tag, and a workflow that publishes when one is pushed.
  private static List<Fact> published(@Nullable String environment) {
    Activity publishes =
        new Activity(RELEASE.at(7, 9), Activity.Kind.PUBLISH, "goreleaser", null, null, null);
    Step step =
        new Step(
            RELEASE.at(7, 9),
            RELEASE.file(),
            "release",
            0,
            null,
            null,
            null,
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            null,
            List.of(publishes),
            List.of());
    Job job =
        new Job(
            RELEASE.at(4, 3),
            RELEASE.file(),
            "release",
            null,
            List.of(),
            null,
            environment == null ? null : new Text(RELEASE.at(5, 5), environment),
            null,
            null,
            null,
            null,
            List.of(),
            null,
            Map.of(),
            null,
            Map.of(),
            null,
            null,
            null,
            List.of(step));
    Trigger push =
        new Trigger(
            RELEASE.at(2, 3),
            "push",
            List.of(),
            List.of(),
            List.of("v*"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null);
    Pipeline pipeline =
        new Pipeline(
            RELEASE,
            "github-actions",
            "release",
            Pipeline.Role.WORKFLOW,
            List.of(push),
            null,
            Map.of(),
            null,
            List.of(job));
    return List.of(
        new Tag(Source.of("tag v1.0.0"), "v1.0.0", NOW.minus(Duration.ofDays(9)), false),
        new Deployable(Source.of("Dockerfile"), "grep", ".", "Dockerfile"),
        pipeline);
  }

  @Test
  void inventsNoPeople() {
    Draft draft = intake("storefront", List.of(), null).draft(Answers.NONE);

    assertThat(draft.text()).contains("owner: maintainers  # assumed");
    assertThat(draft.delivery().assumptions())
        .filteredOn(a -> a.criterion().equals("ci.ownership"))
        .hasSize(1);
  }

  @Test
  void changesNothingTheSecondTime() {
    String first = intake("storefront", SEEN, null).draft(Answers.NONE).text();
    Intake later = new Intake("renamed", Facts.of(SEEN), first, NOW.plus(Duration.ofDays(40)));

    assertThat(later.draft(Answers.NONE).text()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void keepsEveryLineOfAnExistingFileInItsOrder(String end) {
    String existing =
        """
        # ours
        kind: Delivery # keep
        apiVersion: sluice.dev/v1
        metadata: {name: shop}

        ci:
            owner: team-pay   # they know
            flakyTests: {policy: fix-first}

        # what hurts
        context:
          cadence: daily
          # nobody knows yet
        environments: [{name: live, production: true}]
        assumptions:
        - criterion: ci.ownership
          assumes: x
          why: y
        # the end
        """
            .replace("\n", end);

    Draft draft = intake("storefront", SEEN, existing).draft(Answers.NONE);

    assertThat(subsequence(existing.lines().toList(), draft.text().lines().toList())).isTrue();
    assertThat(draft.text().split(end, -1)).noneMatch(line -> line.contains("\n"));
    assertThat(draft.delivery().environments()).hasSize(1);
    assertThat(draft.delivery().assumptions())
        .extracting(Delivery.Assumption::criterion)
        .doesNotHaveDuplicates()
        .contains("ci.ownership", "ci.failure-handling");
    assertThat(draft.text()).contains("    gates:").contains("found in delivery.yaml:");
  }

  private static boolean subsequence(List<String> part, List<String> all) {
    List<String> left = new ArrayList<>(part);
    for (String line : all) {
      if (!left.isEmpty() && left.getFirst().equals(line)) {
        left.removeFirst();
      }
    }
    return left.isEmpty();
  }

  @Test
  void leavesAFileInBracesAlone() {
    String existing = "{apiVersion: sluice.dev/v1, kind: Delivery, metadata: {name: shop}}\n";

    assertThat(intake("shop", SEEN, existing).canAdd()).isFalse();
  }

  @Test
  void asksFourToEightQuestionsTheWeightiestFirst() {
    List<Intake.Asked> asked = intake("storefront", List.of(), null).questions(Answers.NONE);

    assertThat(asked).hasSizeBetween(4, 8);
    assertThat(asked)
        .extracting(Intake.Asked::verdicts)
        .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    assertThat(asked.getFirst().verdicts()).isPositive();
  }

  @Test
  void asksNothingThatTheRepositoryAnswers() {
    List<Fact> tags =
        Stream.iterate(0, i -> i < 9, i -> i + 1)
            .map(i ->
                (Fact) new Tag(Source.of("v" + i), "v" + i, NOW.minus(Duration.ofDays(i)), false))
            .toList();

    assertThat(intake("storefront", tags, null).draft(Answers.NONE).open())
        .doesNotContain(Question.CADENCE)
        .contains(Question.COMPLIANCE);
    assertThat(intake("storefront", tags, null).draft(Answers.NONE).text())
        .contains("cadence: daily  # found in");
  }

  @Test
  void turnsAssumptionsIntoDeclarationsByAnswers() {
    Intake intake = intake("storefront", List.of(), null);
    Answers answers = Answers.NONE.with(Question.OWNER, "team: a").with(Question.REVIEW, "monthly");

    Draft draft = intake.draft(answers);

    assertThat(level(draft, "governance.review-cadence")).isEqualTo(Level.DECLARED);
    assertThat(level(intake.draft(Answers.NONE), "governance.review-cadence"))
        .isEqualTo(Level.ASSUMED);
    assertThat(draft.text()).contains("every: P30D").contains("# answered: owner");
    assertThat(draft.assumed()).doesNotContain("governance.review-cadence", "ci.ownership");
    assertThat(draft.open()).doesNotContain(Question.OWNER);
  }

  private static Level level(Draft draft, String criterion) {
    return draft.assessment().verdicts().stream()
        .filter(v -> v.id().equals(criterion))
        .map(Verdict::level)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner: team-a\ncriticality: critical\ncompliance: [soc2, gdpr]\nrelease: automatic\n",
        "environments: dev, live\nstrategy: blueGreen\npain: failures\nrecovery: 5 minutes\n",
        "strategy: bigBang\ninfrastructure: acme/platform\nsecrets: vault\nchannel: \"#ops\"\n",
        "strategy: rolling\ncriticality: internal\nsupport: 24x7\ncadence: on-demand\n"
      })
  void loadsWithWhateverIsAnswered(String given) {
    Answers.Read read = Answers.read("answers.yaml", given.getBytes(StandardCharsets.UTF_8));

    assertThat(read.problems()).isEmpty();
    assertThat(intake("storefront", SEEN, null).draft(read.answers()).answered()).isPositive();
    assertThat(intake("storefront", List.of(), null).draft(read.answers()).answered()).isPositive();
  }

  @Test
  void saysWhichLineOfTheAnswersIsWrong() {
    String given = "owner: a\ncadense: daily\ncadence: often\n";

    assertThat(Answers.read("answers.yaml", given.getBytes(StandardCharsets.UTF_8)).problems())
        .extracting(p -> p.source().line() + " " + p.id())
        .containsExactly("2 unknown-question", "3 unknown-answer");
  }
}
