package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.Material;
import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.check.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sluice bundle`: writes the document that says how a delivery works, and the working files that
/// make it true.
public final class BundleCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(spec, "-o", "DIR", "The directory to write to; a bundle there is renewed.");
    Arguments.addOption(spec, "--service", "NAME", "Bundles one service of a monorepo only.");
    Arguments.addFlag(spec, "--final", "Refuses to write while a gate is shut.");
    Arguments.addAt(spec);
    Arguments.addEverything(spec);
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    Directory directory = Directory.of(spec, given);
    String service = given.matchedOptionValue("--service", (String) null);
    Instant at = Arguments.at(spec, given);
    Check.Result result;
    try (var _ = Progress.of(terminal, "reading")) {
      result = Check.of(root, Arguments.everything(given), service, null, at);
    }
    if (service != null && result.judged().isEmpty() && result.problems().isEmpty()) {
      throw Arguments.unknown(spec, "--service", result.names(), service);
    }
    if (!result.problems().isEmpty()) {
      result.problems().forEach(terminal::problem);
      return Exit.USAGE;
    }
    List<Bundle> bundles = new ArrayList<>();
    for (Check.Judged judged : result.judged()) {
      bundles.add(Bundle.of(material(judged, at, result), List.of()));
    }
    Summary summary = new Summary(terminal, root);
    boolean drafts = bundles.stream().anyMatch(bundle -> bundle.document().draft());
    if (drafts && given.matchedOptionValue("--final", false)) {
      bundles.stream().filter(b -> b.document().draft()).forEach(summary::refused);
      return Exit.SHUT;
    }
    List<Path> places = directory.places(bundles, result.names().size() > 1);
    for (int i = 0; i < bundles.size(); i++) {
      directory.write(places.get(i), bundles.get(i).files());
      summary.written(bundles.get(i), places.get(i));
    }
    summary.next(drafts);
    return Exit.OK;
  }

  private static Material material(Check.Judged judged, Instant at, Check.Result result) {
    return new Material(
        judged.delivery(), judged.facts(), judged.assessment(), at, result.commit());
  }
}
