package dev.sluice.cli.init;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.check.Check;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.intake.Answers;
import dev.sluice.flow.intake.Draft;
import dev.sluice.flow.intake.Intake;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice init`: turns what a repository shows, and a few answers, into a `delivery.yaml`.
public final class InitCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    addFlag(spec, "--one-shot", "Asks nothing: what nobody says is listed as an assumption.");
    Arguments.addOption(
        spec,
        "--answers",
        "FILE",
        "Takes answers from a file (`owner: team-a`), and asks nothing.");
    addFlag(spec, "--dry-run", "Prints the file instead of writing it.");
    Arguments.addAt(spec);
    Arguments.addEverything(spec);
  }

  private static void addFlag(CommandSpec spec, String name, String description) {
    spec.addOption(
        OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build());
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    String file = given.matchedOptionValue("--answers", (String) null);
    boolean oneShot = given.matchedOptionValue("--one-shot", false);
    if (oneShot && file != null) {
      throw new ParameterException(
          spec.commandLine(), "--one-shot asks nothing: give it or --answers, not both");
    }
    BufferedReader in = oneShot || file != null ? null : reader(spec, terminal);
    Answers answers = file == null ? Answers.NONE : AnswerFile.given(spec, Path.of(file), terminal);
    if (answers == null) {
      return Exit.USAGE;
    }
    Instant at = Arguments.at(spec, given);
    DeliveryFile delivery = DeliveryFile.in(root);
    Check.Result seen;
    try (var _ = Progress.of(terminal, "reading")) {
      seen = Check.of(root, Arguments.everything(given), null, null, at);
    }
    seen.problems().forEach(terminal::problem);
    String refused = seen.problems().isEmpty() ? delivery.refuses(seen) : "mend it first";
    if (refused != null) {
      terminal.err().println("sluice: nothing was written: " + refused);
      return Exit.USAGE;
    }
    Check.Judged judged = seen.judged().getFirst();
    Intake intake =
        new Intake(judged.delivery().metadata().name(), judged.facts(), delivery.text(), at);
    if (!intake.canAdd()) {
      terminal
          .err()
          .println(
              "sluice: nothing was written: delivery.yaml, or its `assumptions`, is written in"
                  + " braces, where nothing can be added without rewriting it");
      return Exit.USAGE;
    }
    boolean dry = given.matchedOptionValue("--dry-run", false);
    return in == null
        ? write(intake.draft(answers), delivery, dry, terminal)
        : guided(intake, delivery, new Conversation(in, root, terminal), dry, terminal);
  }

  private static int guided(
      Intake intake,
      DeliveryFile delivery,
      Conversation conversation,
      boolean dry,
      Terminal terminal)
      throws IOException {
    Answers answers = conversation.hold(intake);
    if (answers == null) {
      return Exit.USAGE;
    }
    int code = write(intake.draft(answers), delivery, dry, terminal);
    if (code == Exit.OK && !dry) {
      conversation.forget();
    }
    return code;
  }

  private static BufferedReader reader(CommandSpec spec, Terminal terminal) {
    BufferedReader in = terminal.in();
    if (in == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no terminal to ask at: give --one-shot, which asks nothing, or --answers FILE");
    }
    return in;
  }

  private static int write(Draft draft, DeliveryFile delivery, boolean dry, Terminal terminal)
      throws IOException {
    if (draft.text().equals(delivery.text())) {
      terminal.out().println("delivery.yaml says all that init could add; nothing was changed");
      return Exit.OK;
    }
    if (dry) {
      terminal.out().print(draft.text());
    } else if (!delivery.write(draft.text())) {
      terminal
          .err()
          .println(
              "sluice: nothing was written: delivery.yaml was changed meanwhile; run it again");
      return Exit.USAGE;
    }
    (dry ? terminal.err() : terminal.out()).print(summary(draft, delivery.text(), dry));
    return Exit.OK;
  }

  private static String summary(Draft draft, @Nullable String before, boolean dry) {
    long lines = draft.text().lines().count() - (before == null ? 0 : before.lines().count());
    Assessment assessment = draft.assessment();
    long open = assessment.stages().stream().filter(s -> s.gate() == Gate.OPEN).count();
    String did = dry ? "would " : "";
    String verb = before == null ? (dry ? "write" : "wrote") : (dry ? "add to" : "added to");
    return """
    %s%s delivery.yaml: %d lines
      %4d values found in the repository
      %4d answered
      %4d criteria rest on assumptions, each with how to replace it
    %d of %d gates are open; `sluice check` says what each of the others needs
    """
        .formatted(
            did,
            verb,
            lines,
            draft.found(),
            draft.answered(),
            draft.assumed().size(),
            open,
            assessment.stages().size());
  }

  /// Reads a file that must be there.
  static byte[] bytes(CommandSpec spec, String option, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), option + ": there is no file " + file);
    }
    return Files.readAllBytes(file);
  }
}
