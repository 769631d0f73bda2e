package dev.sluice.cli;

import dev.sluice.cli.bundle.BundleCommand;
import dev.sluice.cli.check.CheckCommand;
import dev.sluice.cli.completion.CompletionCommand;
import dev.sluice.cli.decide.DecideCommand;
import dev.sluice.cli.demo.DemoCommand;
import dev.sluice.cli.explain.ExplainCommand;
import dev.sluice.cli.facts.FactsCommand;
import dev.sluice.cli.init.InitCommand;
import dev.sluice.cli.judge.JudgeCommand;
import dev.sluice.cli.rollout.ApproveCommand;
import dev.sluice.cli.rollout.DriveCommand;
import dev.sluice.cli.rollout.HoldCommand;
import dev.sluice.cli.rollout.PromoteCommand;
import dev.sluice.cli.rollout.ReleaseCommand;
import dev.sluice.cli.rollout.RollbackCommand;
import dev.sluice.cli.rollout.RolloutCommand;
import dev.sluice.cli.rollout.RunsCommand;
import dev.sluice.cli.schema.SchemaCommand;
import dev.sluice.cli.simulate.SimulateCommand;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// Every command by name. A command's own class stays unloaded until [#spec] is asked for.
public enum Commands {
  DEMO("Shows a bad release that is stopped and taken back, with real traffic.", DemoCommand::new),
  INIT("Drafts a delivery.yaml from what is here, and asks what nothing says.", InitCommand::new),
  CHECK("Says for each stage whether its gate is open, with the evidence.", CheckCommand::new),
  BUNDLE("Writes the delivery's document and its working files.", BundleCommand::new),
  JUDGE("Says of recorded traffic when a bad release would have been stopped.", JudgeCommand::new),
  SIMULATE(
      "Says how fast a bad release would be stopped, and whom it would hurt.",
      SimulateCommand::new),
  RELEASE("Keeps releases: artifacts, config, secrets and schemas as one.", ReleaseCommand::new),
  PROMOTE("Asks for a release to enter an environment.", PromoteCommand::new),
  APPROVE("Agrees to a release entering an environment, or going on.", ApproveCommand::new),
  ROLLOUT("Rolls a release out in steps, and takes it back when it is worse.", RolloutCommand::new),
  ROLLBACK("Takes the release in an environment back, or exercises that.", RollbackCommand::new),
  HOLD("Says what may not be deployed until somebody lets it.", HoldCommand::new),
  RUNS("Says what was released, and what was decided on the way.", RunsCommand::new),
  DRIVE("Carries on every run that is open.", DriveCommand::new),
  EXPLAIN("Says what a criterion asks, why, and how each level is reached.", ExplainCommand::new),
  DECIDE("Says what the decision tables choose for a repository, and why.", DecideCommand::new),
  FACTS("Prints what was read, as JSON.", FactsCommand::new),
  SCHEMA("Prints the JSON Schema of delivery.yaml.", SchemaCommand::new),
  COMPLETION(
      "Prints a completion script for bash or zsh.", () -> new CompletionCommand(Commands::all));

  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference
  private final Supplier<Command> create;

  Commands(String summary, Supplier<Command> create) {
    this.summary = summary;
    this.create = create;
  }

  /// The command with a name.
  static Optional<Commands> of(String name) {
    return Arrays.stream(values()).filter(c -> c.id().equals(name)).findFirst();
  }

  /// The name that users type.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The command line with all that every command takes.
  public static CommandSpec all() {
    CommandSpec root = root();
    for (Commands command : values()) {
      root.addSubcommand(command.id(), command.spec());
    }
    return root;
  }

  /// The command line with names and summaries only.
  static CommandSpec outline() {
    CommandSpec root = root();
    for (Commands command : values()) {
      root.addSubcommand(command.id(), Command.outline(null, command.summary));
    }
    return root;
  }

  /// The command line with one command.
  CommandSpec only() {
    return root().addSubcommand(id(), spec());
  }

  private CommandSpec spec() {
    return create.get().spec(summary);
  }

  private static CommandSpec root() {
    CommandSpec spec =
        CommandSpec.create()
            .name("sluice")
            .addOption(Command.help())
            .addOption(
                OptionSpec.builder("--version")
                    .arity("0")
                    .type(boolean.class)
                    .versionHelp(true)
                    .description("Prints the version.")
                    .build())
            .addOption(
                OptionSpec.builder("--debug")
                    .arity("0")
                    .type(boolean.class)
                    .scopeType(ScopeType.INHERIT)
                    .description("Prints a stack trace when sluice itself fails.")
                    .build());
    spec.usageMessage()
        .description("Ten gates between a commit and production, each opened by evidence.")
        .sortOptions(false);
    return spec;
  }
}
