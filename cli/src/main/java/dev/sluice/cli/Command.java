package dev.sluice.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// One command: what it takes and what it does. Its class is loaded only when somebody asks for it.
public interface Command {
  /// Adds options and parameters. Name, summary and `--help` are there already.
  void describe(CommandSpec spec);

  /// Its command line, with all that every command takes.
  ///
  /// @param summary what it does, in a sentence
  default CommandSpec spec(String summary) {
    CommandSpec spec = outline(this, summary);
    describe(spec);
    return spec;
  }

  /// The command line of a command that nothing but its name and summary is asked of.
  ///
  /// @param command may be null as long as it isn't run
  static CommandSpec outline(@Nullable Command command, String summary) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).addOption(help());
    spec.usageMessage().description(summary).sortOptions(false);
    return spec;
  }

  /// The option that every command takes.
  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .arity("0")
        .type(boolean.class)
        .usageHelp(true)
        .description("Prints this help.")
        .build();
  }

  /// Runs.
  ///
  /// @return one of [Exit]
  /// @throws ParameterException when what was given cannot be used; ends with [Exit#USAGE]
  /// @throws IOException when the command itself cannot go on; ends with [Exit#FAILURE]
  int run(ParseResult given, Terminal terminal) throws IOException;
}
