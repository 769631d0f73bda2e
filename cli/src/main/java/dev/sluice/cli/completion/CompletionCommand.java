package dev.sluice.cli.completion;

import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `sluice completion bash|zsh`: prints the script that completes commands, options and their
/// values.
public final class CompletionCommand implements Command {
  private static final String ZSH_HEAD = "autoload -Uz compinit && compinit\n";

  private final Supplier<CommandSpec> all;

  /// @param all the whole command line
  public CompletionCommand(Supplier<CommandSpec> all) {
    this.all = all;
  }

  private enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SHELL")
            .type(Shell.class)
            .required(true)
            .description("${COMPLETION-CANDIDATES}: source <(sluice completion bash)")
            .build());
    spec.parser().caseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    Shell shell = given.matchedPositionalValue(0, Shell.BASH);
    if (shell == Shell.ZSH) {
      terminal.out().print(ZSH_HEAD);
    }
    terminal.out().print(AutoComplete.bash("sluice", new CommandLine(all.get())));
    return Exit.OK;
  }
}
