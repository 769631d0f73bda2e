package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.PlacedStep;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The code of a pull request, checked out by an event that runs with the secrets of the
/// repository.
record StrangersCode() implements Audit {
  private static final Pattern HEAD =
      Pattern.compile(
          "github\\.event\\.pull_request\\.head\\.(sha|ref|repo)|github\\.head_ref"
              + "|github\\.event\\.workflow_run\\.head_(sha|branch|repository|commit)|refs/pull/");
  private static final Pattern FETCHED =
      Pattern.compile("\\bgh\\s+pr\\s+checkout\\b|\\bgit\\s+(fetch|pull)\\b[^\\n]*\\bpull/");

  /// What asks whether somebody may do this: the API, or an action that asks it.
  private static final Pattern ASKS_WHO =
      Pattern.compile(
          "getCollaboratorPermissionLevel|collaborators/[^\\n]*/permission|author_association"
              + "|getMembershipForUser|checkMembershipForUser|checkCollaborator"
              + "|check-user-permission|check-actor-permissions|action-repository-permission"
              + "|repo-permission-check|actions-team-membership|get-user-teams-membership");

  /// Conditions on who made a change, or on what was decided about it.
  private static final List<String> HOLDING =
      List.of(
          "head.repo",
          "head_repository",
          "label",
          "author_association",
          "user.login",
          "github.actor",
          "merged",
          "'push'");

  /// Events that run with the rights of the repository, whoever causes them.
  private static final Set<String> NOTED =
      Set.of("pull_request_target", "issue_comment", "workflow_run");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    if (!file.privileged()) {
      return;
    }
    boolean found = false;
    for (Node node : file.nodes()) {
      Optional<String> event = event(node);
      for (PlacedStep placed : event.isEmpty() ? List.<PlacedStep>of() : node.steps()) {
        Optional<Text> code = code(placed.step());
        if (code.isPresent()) {
          found = true;
          report(code.get(), node, placed, event.get(), answer);
        }
      }
    }
    if (!found) {
      file.triggers()
          .filter(t -> NOTED.contains(t.event()))
          .forEach(t ->
              answer.information(
                  t.source(), t.event() + " runs with the secrets of the repository"));
    }
  }

  /// The event with rights on which a job runs.
  private static Optional<String> event(Node node) {
    return node.events().stream()
        .map(Event::name)
        .filter(name -> PipelineFile.privileged(name))
        .findFirst();
  }

  private static Optional<Text> code(Step step) {
    if (PipelineFile.action(step).equals("actions/checkout")) {
      return Stream.of("ref", "repository")
          .flatMap(name -> Stream.ofNullable(step.with().get(name)))
          .filter(text -> HEAD.matcher(text.value()).find())
          .findFirst();
    }
    return Optional.ofNullable(step.run()).filter(run -> FETCHED.matcher(run.value()).find());
  }

  private static void report(
      Text code, Node node, PlacedStep placed, String event, Answer.Builder answer) {
    String message =
        "job "
            + node.job().id()
            + " checks out the code of a pull request on "
            + event
            + ", with the secrets of the repository";
    if (held(node, placed)) {
      answer.information(code.source(), message + ", under a condition or behind a check");
    } else {
      answer.contradicted(
          code.source(),
          message,
          "run the code on `pull_request`, and use " + event + " only for what needs the secrets");
    }
  }

  /// Whether something stands before it: a condition that lets only the repository's own branches
  /// or hand-picked changes through, a question who it is, an environment that can have reviewers.
  private static boolean held(Node node, PlacedStep placed) {
    boolean condition =
        Stream.concat(
                node.chain().stream().flatMap(n -> Stream.ofNullable(n.job().condition())),
                placed.chain().stream().flatMap(s -> Stream.ofNullable(s.condition())))
            .map(Text::value)
            .anyMatch(c -> HOLDING.stream().anyMatch(c::contains));
    return condition
        || node.chain().stream().anyMatch(n -> n.job().environment() != null)
        || Stream.concat(
                node.steps().stream().filter(s -> s.position() < placed.position()),
                node.before().stream().flatMap(n -> n.steps().stream()))
            .anyMatch(s -> asksWho(s.step()));
  }

  private static boolean asksWho(Step step) {
    return Stream.concat(
            Stream.of(step.uses(), step.run()).filter(Objects::nonNull),
            step.with().values().stream())
        .anyMatch(text -> ASKS_WHO.matcher(text.value()).find());
  }
}
