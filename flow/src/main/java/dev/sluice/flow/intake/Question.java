package dev.sluice.flow.intake;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that only people know.
///
/// @param id what the answer is called in files
/// @param asks one line
/// @param help why it is asked, and what the answer changes
/// @param choices what can be answered, the default first
/// @param free whether other words can be answered too
public record Question(String id, String asks, String help, List<Choice> choices, boolean free) {
  static final String OWNER = "owner";
  static final String CRITICALITY = "criticality";
  static final String CADENCE = "cadence";
  static final String COMPLIANCE = "compliance";
  static final String ENVIRONMENTS = "environments";
  static final String RELEASE = "release";
  static final String STRATEGY = "strategy";
  static final String PAIN = "pain";
  static final String RECOVERY = "recovery";
  static final String SUPPORT = "support";
  static final String CHANNEL = "channel";
  static final String INFRASTRUCTURE = "infrastructure";
  static final String SECRETS = "secrets";
  static final String REVIEW = "review";

  /// Every question, in the order of the stages.
  public static final List<Question> ALL =
      List.of(
          new Question(
              OWNER,
              "Which team owns this, and answers when it breaks?",
              "Gates, secrets, drift, alerts and reviews each need somebody who acts on them."
                  + " Name a team rather than a person: people move on. Left open, the file says"
                  + " that whoever maintains the repository is assumed to own it.",
              List.of(),
              true),
          new Question(
              CRITICALITY,
              "How much depends on it?",
              "The more depends on it, the smaller the first step of a release has to be, and the"
                  + " more evidence a gate asks for.",
              List.of(
                  choice("important", "people notice when it is down, and work round it"),
                  choice("critical", "revenue, safety or many others stop with it"),
                  choice("internal", "a few colleagues notice")),
              false),
          new Question(
              CADENCE,
              "How often is production meant to change?",
              "Checks and approvals have to fit the rhythm: what is right once a quarter stops a"
                  + " team that releases daily.",
              List.of(
                  choice("weekly", ""),
                  choice("daily", ""),
                  choice("on-demand", "whenever something is ready"),
                  choice("biweekly", ""),
                  choice("monthly", ""),
                  choice("quarterly", "")),
              false),
          new Question(
              COMPLIANCE,
              "Which compliance regimes apply?",
              "Tight ones (soc2, pci-dss, hipaa, iso27001, dora, …) raise the bar of every gate to"
                  + " what a dated run has proven, and ask for approvals. Several with commas.",
              List.of(
                  choice("none", ""),
                  choice("gdpr", ""),
                  choice("soc2", ""),
                  choice("iso27001", ""),
                  choice("pci-dss", ""),
                  choice("hipaa", "")),
              true),
          new Question(
              ENVIRONMENTS,
              "Which environments does a release pass, production last?",
              "Every later gate is about the way from one to the next. With commas, in order.",
              List.of(
                  choice("staging, production", ""),
                  choice("development, staging, production", ""),
                  choice("production", "there is only one")),
              true),
          new Question(
              RELEASE,
              "What lets a release into production?",
              "A person who agrees is slower and leaves a record; a machine is as good as its"
                  + " checks.",
              List.of(
                  choice("approval", "a second person agrees"),
                  choice("automatic", "whatever passes every gate goes out")),
              false),
          new Question(
              STRATEGY,
              "How does a new version reach its users?",
              "High risk asks for canary or blueGreen: a bad version then reaches few, or can be"
                  + " taken back at once.",
              List.of(
                  choice("canary", "a growing share of traffic, judged at each step"),
                  choice("blueGreen", "two sides and a switch"),
                  choice("rolling", "instance by instance"),
                  choice("bigBang", "everything at once")),
              false),
          new Question(
              PAIN,
              "What hurts most about releasing today?",
              "It becomes the first goal, with a number and a date, so that somebody can tell"
                  + " whether it got better.",
              List.of(
                  choice("nothing", ""),
                  choice("slow", "a change waits days before it is out"),
                  choice("failures", "releases break things"),
                  choice("recovery", "going back takes too long"),
                  choice("rare", "releases are rare and large")),
              false),
          new Question(
              RECOVERY,
              "Within which time does a bad release have to be taken back?",
              "Rollback triggers, drills and the recovery goal are held against it.",
              List.of(
                  choice("15 minutes", ""),
                  choice("5 minutes", ""),
                  choice("1 hour", ""),
                  choice("1 day", "")),
              false),
          new Question(
              SUPPORT,
              "When does somebody help?",
              "An alert outside these hours waits, which its severity and the escalation have to"
                  + " allow for.",
              List.of(
                  choice("working days 9-17", ""),
                  choice("24x7", ""),
                  choice("best effort", "no promised hours")),
              true),
          new Question(
              CHANNEL,
              "Where are failures told, so that somebody acts?",
              "A channel, a list or a queue that is read. Left open, the owner is assumed to be"
                  + " told by the forge's own notifications.",
              List.of(),
              true),
          new Question(
              INFRASTRUCTURE,
              "Where is the infrastructure that this runs on kept as code?",
              "Drift, plans and policies are checked there. Type the name or the address of that"
                  + " repository.",
              List.of(choice("nowhere", "it is not kept as code, or there is none of ours")),
              true),
          new Question(
              SECRETS,
              "Which store keeps the secrets?",
              "One store that knows who read what, and rotates.",
              List.of(
                  choice("aws-secrets-manager", ""),
                  choice("vault", ""),
                  choice("gcp-secret-manager", ""),
                  choice("azure-key-vault", ""),
                  choice("github-actions", "the secrets of the repository's pipelines")),
              true),
          new Question(
              REVIEW,
              "How often does the team look at the whole delivery together?",
              "Owners, accepted risks and assumptions are right for the day on which they were"
                  + " written.",
              List.of(choice("quarterly", ""), choice("monthly", ""), choice("yearly", "")),
              false));

  public Question {
    requireNonNull(id, "id");
    requireNonNull(asks, "asks");
    requireNonNull(help, "help");
    choices = List.copyOf(choices);
  }

  /// One answer.
  ///
  /// @param means what it stands for, where the word alone does not say; may be empty
  public record Choice(String value, String means) {
    public Choice {
      requireNonNull(value, "value");
      requireNonNull(means, "means");
    }
  }

  /// The question of an id.
  public static Optional<Question> of(String id) {
    return ALL.stream().filter(question -> question.id.equals(id)).findFirst();
  }

  /// The default, or null when nothing can be guessed.
  public @Nullable String standard() {
    return choices.isEmpty() ? null : choices.getFirst().value();
  }

  /// What would be accepted instead of an answer; null when the answer itself is.
  public @Nullable String refuses(String answer) {
    if (answer.isBlank()) {
      return "an answer";
    }
    boolean known = choices.stream().anyMatch(choice -> choice.value().equals(answer));
    if (known) {
      return null;
    }
    if (!free) {
      return "one of " + choices.stream().map(Choice::value).collect(Collectors.joining(", "));
    }
    if (id.equals(COMPLIANCE)) {
      List<String> regimes = words(answer).toList();
      return regimes.contains("none") ? "`none` alone, or regimes" : null;
    }
    if (id.equals(ENVIRONMENTS)) {
      return words(answer).distinct().count() == words(answer).count()
          ? null
          : "each environment once";
    }
    return null;
  }

  /// The words of an answer that lists several.
  static Stream<String> words(String answer) {
    return Arrays.stream(answer.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
  }

  private static Choice choice(String value, String means) {
    return new Choice(value, means);
  }
}
