package dev.sluice.cli.check;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.JsonReport;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.TextReport;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.gate.Assessment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sluice check`: says for each stage whether its gate is open, with the evidence.
public final class CheckCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(spec, "--service", "NAME", "Judges one service of a monorepo only.");
    Arguments.addOption(spec, "--stage", "STAGE", "Shows one stage, with all its evidence.");
    Arguments.addOption(
        spec, "--profile", "P", "starter, standard or regulated; by default the signals decide.");
    Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json.");
    Arguments.addAt(spec);
    Arguments.addEverything(spec);
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    Stage stage = stage(spec, given);
    Profile profile = Arguments.choice(spec, given, "--profile", Profile.class);
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    Instant at = Arguments.at(spec, given);
    String service = given.matchedOptionValue("--service", (String) null);

    long began = System.nanoTime();
    Check.Result result;
    try (var _ = Progress.of(terminal, "reading")) {
      result = Check.of(root, Arguments.everything(given), service, profile, at);
    }
    if (service != null && result.assessments().isEmpty() && result.problems().isEmpty()) {
      throw Arguments.unknown(spec, "--service", result.names(), service);
    }
    List<Assessment> shown =
        stage == null
            ? result.assessments()
            : result.assessments().stream().map(a -> only(a, stage)).toList();
    result.problems().forEach(terminal::problem);
    if (format == Format.JSON) {
      JsonReport.write(terminal.out(), at, result.commit(), shown, result.problems());
    } else {
      double seconds = (System.nanoTime() - began) / 1e9;
      text(shown, result, seconds, stage != null, terminal);
    }
    if (!result.problems().isEmpty()) {
      return Exit.USAGE;
    }
    return shown.stream().allMatch(Assessment::open) ? Exit.OK : Exit.SHUT;
  }

  private static @Nullable Stage stage(CommandSpec spec, ParseResult given) {
    String id = given.matchedOptionValue("--stage", (String) null);
    if (id == null) {
      return null;
    }
    return Stage.of(id)
        .orElseThrow(() ->
            Arguments.unknown(
                spec, "--stage", List.of(Stage.values()).stream().map(Stage::id).toList(), id));
  }

  private static Assessment only(Assessment all, Stage stage) {
    return new Assessment(
        all.name(),
        all.path(),
        all.written(),
        all.profile(),
        all.profileWhy(),
        all.signals(),
        all.stages().stream().filter(s -> s.stage() == stage).toList());
  }

  private static void text(
      List<Assessment> shown,
      Check.Result result,
      double seconds,
      boolean everything,
      Terminal terminal) {
    List<String> facts = new ArrayList<>();
    String commit = result.commit();
    if (commit != null) {
      facts.add(commit.substring(0, Math.min(7, commit.length())));
    }
    facts.add(String.format(Locale.ROOT, "%d files in %.2f s", result.files(), seconds));
    int leftOut = result.facts().of(LeftOut.class).size();
    if (leftOut > 0) {
      facts.add(leftOut + " left out");
    }
    TextReport report = new TextReport(terminal.out(), new Paint(terminal.colour()), everything);
    List<String> first = List.copyOf(facts);
    for (int i = 0; i < shown.size(); i++) {
      if (i > 0) {
        terminal.out().println();
      }
      report.write(shown.get(i), i == 0 ? first : List.of());
    }
    if (shown.size() > 1) {
      long open = shown.stream().filter(Assessment::open).count();
      terminal.out().printf("%n%d of %d deliveries have every gate open%n", open, shown.size());
    }
  }
}
