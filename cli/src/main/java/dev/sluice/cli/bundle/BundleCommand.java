package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Commands;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.bundle.apply.Apply;
import dev.sluice.cli.bundle.key.KeyFile;
import dev.sluice.cli.bundle.verify.VerifyCommand;
import dev.sluice.cli.check.Check;
import dev.sluice.cli.report.Plain;
import dev.sluice.flow.gate.Assessment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice bundle`: writes the document that says how a delivery works, and the working files that
/// make it true.
public final class BundleCommand implements Command {
  private static final String APPLY = "--apply";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(
        spec,
        "-o",
        "DIR",
        "The directory to write to; a bundle there is renewed. May be left out with --apply.");
    Arguments.addOption(spec, "--service", "NAME", "Bundles one service of a monorepo only.");
    Arguments.addFlag(spec, "--final", "Refuses to write while a gate is shut.");
    Arguments.addOption(
        spec, KeyFile.OPTION, "FILE", "Signs MANIFEST with this Ed25519 key, PKCS#8 in PEM.");
    Arguments.addFlag(
        spec, APPLY, "Shows the working files as a diff, and writes them into the repository.");
    Arguments.addFlag(spec, DRY_RUN, "With --apply: shows, and writes nothing at all.");
    Arguments.addAt(spec);
    Arguments.addEverything(spec);
    spec.addSubcommand(
        "verify",
        Commands.spec(new VerifyCommand(), "Says what in a bundle is not as it was sealed."));
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    boolean apply = given.matchedOptionValue(APPLY, false);
    boolean dryRun = given.matchedOptionValue(DRY_RUN, false);
    if (dryRun && !apply) {
      throw new ParameterException(spec.commandLine(), DRY_RUN + " goes with " + APPLY + " only");
    }
    Directory directory = apply && !given.hasMatchedOption("-o") ? null : Directory.of(spec, given);
    SigningKey key = KeyFile.signing(spec, given);
    String service = given.matchedOptionValue("--service", (String) null);
    Instant at = Arguments.at(spec, given);
    Check.Result result = check(root, service, at, given, terminal);
    if (!result.problems().isEmpty()) {
      result.problems().forEach(terminal::problem);
      return Exit.USAGE;
    }
    List<Bundle> bundles =
        result.judged().stream().map(judged -> Bundle.of(material(judged, at, result))).toList();
    Summary summary = new Summary(terminal, root);
    boolean drafts = bundles.stream().anyMatch(bundle -> bundle.document().draft());
    if (drafts && given.matchedOptionValue("--final", false)) {
      bundles.stream().filter(b -> b.document().draft()).forEach(summary::refused);
      return Exit.SHUT;
    }
    if (directory != null && !dryRun) {
      List<Path> places = directory.places(bundles, result.names().size() > 1);
      for (int i = 0; i < bundles.size(); i++) {
        directory.write(places.get(i), Seal.files(bundles.get(i), key));
        summary.written(bundles.get(i), places.get(i), key);
      }
    }
    if (apply) {
      int code = Apply.run(root, Seal.bytes(artifacts(bundles, terminal)), dryRun, terminal);
      if (code != Exit.OK) {
        return code;
      }
    }
    boolean written = result.assessments().stream().allMatch(Assessment::written);
    summary.next(drafts && (!apply || dryRun), written);
    return Exit.OK;
  }

  private static Check.Result check(
      Path root, @Nullable String service, Instant at, ParseResult given, Terminal terminal)
      throws IOException {
    Check.Result result;
    try (var _ = Progress.of(terminal, "reading")) {
      result = Check.of(root, Arguments.everything(given), service, null, at);
    }
    if (service != null && result.judged().isEmpty() && result.problems().isEmpty()) {
      throw Arguments.unknown(given.commandSpec(), "--service", result.names(), service);
    }
    return result;
  }

  /// The working files of all bundles by path. Where several want different ones, the first is
  /// taken, and that is told.
  private static SortedMap<String, String> artifacts(List<Bundle> bundles, Terminal terminal) {
    SortedMap<String, String> files = new TreeMap<>();
    for (Bundle bundle : bundles) {
      for (Artifact file : bundle.artifacts()) {
        String first = files.putIfAbsent(file.path(), file.content());
        if (first != null && !first.equals(file.content())) {
          String name = Plain.safe(bundle.document().name() + ": " + file.path());
          terminal.err().println(name + " is left out, since another delivery wants it otherwise");
        }
      }
    }
    return files;
  }

  private static Material material(Check.Judged judged, Instant at, Check.Result result) {
    return new Material(
        judged.delivery(), judged.facts(), judged.assessment(), at, result.commit());
  }
}
