package dev.sluice.cli.schema;

import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sluice schema`: the JSON Schema of `delivery.yaml`, by which editors complete and check it.
public final class SchemaCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    // it takes nothing
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    terminal.out().println(SchemaWriter.json());
    return Exit.OK;
  }
}
