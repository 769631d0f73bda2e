package dev.sluice.cli.schema;

import dev.sluice.bundle.document.JsonDocument;
import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `sluice schema`: the JSON Schema of `delivery.yaml`, by which editors complete and check it, or
/// that of `bundle.json`.
public final class SchemaCommand implements Command {
  private static final List<String> FILES = List.of("delivery", "bundle");

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .completionCandidates(FILES)
            .description("delivery (the default) for delivery.yaml, bundle for bundle.json.")
            .build());
  }

  @Override
  public int run(ParseResult given, Terminal terminal) {
    String file = given.matchedPositionalValue(0, FILES.getFirst());
    if (!FILES.contains(file)) {
      throw Arguments.unknown(given.commandSpec(), "FILE", FILES, file);
    }
    String schema =
        file.equals("bundle") ? JsonDocument.schema().stripTrailing() : SchemaWriter.json();
    terminal.out().println(schema);
    return Exit.OK;
  }
}
