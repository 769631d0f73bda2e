package dev.sluice.bundle.document.section;

import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The ten sections, in order.
enum Chapter {
  GOALS(
      "goals",
      "Goals, scope and constraints",
      "What is delivered, what shall get better, and what a release has to respect.",
      GoalsSection::topics),
  ASSUMPTIONS(
      "assumptions",
      "Assumptions and context",
      "What the decisions rest on, and what nobody has confirmed yet.",
      AssumptionsSection::topics),
  ARTIFACT_FLOW(
      "artifact-flow",
      "Environment and artifact flow",
      "What is built once, and the only way that it takes to production.",
      ArtifactFlowSection::topics,
      "promotion"),
  PIPELINE(
      "pipeline",
      "CI/CD architecture and gates",
      "What every change has to pass, who answers for each gate, and how a release meets its"
          + " users.",
      PipelineSection::topics,
      "pipeline",
      "rollout"),
  INFRASTRUCTURE(
      "infrastructure",
      "IaC governance and policy controls",
      "Which code owns which infrastructure, who reviews it, and how drift is found and mended.",
      InfrastructureSection::topics),
  SECRETS(
      "secrets",
      "Secrets and configuration",
      "Who may read what, how it is renewed, and how configuration travels and goes back.",
      SecretsSection::topics),
  RELEASE_SAFETY(
      "release-safety",
      "Release safety and rollback automation",
      "What starts a rollback, what acts on it, and what shows that it helped.",
      ReleaseSafetySection::topics),
  OPERATIONS(
      "operations",
      "Observability and support model",
      "What shows that the platform is well, what wakes whom, and who is called next.",
      OperationsSection::topics,
      "ownership"),
  GOVERNANCE(
      "governance",
      "Change governance and risk acceptance",
      "Who decides on which change, which risks were accepted by whom, and where that is kept.",
      GovernanceSection::topics,
      "calendar"),
  RESIDUAL(
      "residual-risks",
      "Residual risks and follow-up actions",
      "What stays, what is left to do, who does it and by when.",
      ResidualSection::topics);

  private static final Set<String> RESTS_ON = Set.of("context.pain-points");
  private static final Set<String> STAYS = Set.of("governance.residual-risks");

  private final String id;
  private final String title;
  private final String lead;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
  private final Consumer<Topics> topics;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> figures;

  Chapter(String id, String title, String lead, Consumer<Topics> topics, String... figures) {
    this.id = id;
    this.title = title;
    this.lead = lead;
    this.topics = topics;
    this.figures = List.of(figures);
  }

  int number() {
    return Arrays.asList(values()).indexOf(this) + 1;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  String lead() {
    return lead;
  }

  void write(Topics into) {
    topics.accept(into);
  }

  /// Whether a figure belongs here.
  boolean shows(String figure) {
    return figures.contains(figure);
  }

  /// The section that a verdict belongs to.
  static Chapter of(Verdict verdict) {
    String criterion = verdict.id();
    return RESTS_ON.contains(criterion)
        ? ASSUMPTIONS
        : STAYS.contains(criterion) ? RESIDUAL : of(verdict.definition().stage());
  }

  private static Chapter of(Stage stage) {
    return switch (stage) {
      case CONTEXT -> GOALS;
      case ARTIFACT_FLOW -> ARTIFACT_FLOW;
      case CI, CD -> PIPELINE;
      case IAC -> INFRASTRUCTURE;
      case SECRETS_CONFIG -> SECRETS;
      case RELEASE_SAFETY -> RELEASE_SAFETY;
      case OPERATIONS -> OPERATIONS;
      case GOVERNANCE -> GOVERNANCE;
      case BUNDLE -> RESIDUAL;
    };
  }
}
