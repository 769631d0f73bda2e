package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.bundle.apply.Apply;
import dev.sluice.cli.bundle.key.KeyFile;
import dev.sluice.cli.bundle.verify.VerifyCommand;
import dev.sluice.cli.check.Check;
import dev.sluice.flow.gate.Assessment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
        "verify", new VerifyCommand().spec("Says what in a bundle is not as it was sealed."));
  }

  /// What is asked for.
  ///
  /// @param directory where to write bundles to, or null
  /// @param key signs them, or null
  /// @param service the only delivery that is asked about, or null
  /// @param last whether no draft will do
  private record Request(
      Path root,
      @Nullable Path directory,
      @Nullable SigningKey key,
      @Nullable String service,
      Instant at,
      boolean apply,
      boolean dryRun,
      boolean last) {}

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    boolean apply = given.matchedOptionValue(APPLY, false);
    boolean dryRun = given.matchedOptionValue(DRY_RUN, false);
    if (dryRun && !apply) {
      throw new ParameterException(spec.commandLine(), DRY_RUN + " goes with " + APPLY + " only");
    }
    Path directory = apply && !given.hasMatchedOption("-o") ? null : Directory.of(spec, given);
    Request request =
        new Request(
            Arguments.path(spec, given),
            dryRun ? null : directory,
            KeyFile.signing(spec, given),
            given.matchedOptionValue("--service", (String) null),
            Arguments.at(spec, given),
            apply,
            dryRun,
            given.matchedOptionValue("--final", false));
    Check.Result result = check(request, given, terminal);
    if (!result.problems().isEmpty()) {
      result.problems().forEach(terminal::problem);
      return Exit.USAGE;
    }
    return run(request, result, terminal);
  }

  private static int run(Request request, Check.Result result, Terminal terminal)
      throws IOException {
    Summary summary = new Summary(terminal, request.root());
    WorkingFiles working = new WorkingFiles(terminal);
    Path directory = request.directory();
    if (directory == null) {
      each(request, result, terminal, summary, working::add);
    } else {
      try (Renewal renewal = Renewal.of(directory)) {
        Map<String, String> folders = Directory.folders(result.names());
        each(
            request,
            result,
            terminal,
            summary,
            bundle -> {
              String folder = folders.getOrDefault(bundle.document().name(), "");
              renewal.write(folder, Seal.files(bundle, request.key()));
              if (request.apply()) {
                working.add(bundle);
              }
            });
        if (!request.last() || !summary.drafts()) {
          renewal.finish(request.service() == null);
          summary.written(directory, request.key());
        }
      }
    }
    if (request.last() && summary.drafts()) {
      summary.refused();
      return Exit.SHUT;
    }
    if (request.apply()) {
      int code = Apply.run(request.root(), working.bytes(), request.dryRun(), terminal);
      if (code != Exit.OK) {
        return code;
      }
      working.notInEffect(request.root());
    }
    boolean written = result.assessments().stream().allMatch(Assessment::written);
    summary.next(summary.drafts() && (!request.apply() || request.dryRun()), written);
    return Exit.OK;
  }

  /// What is done with a bundle, so that it need not be kept.
  @FunctionalInterface
  private interface Use {
    void accept(Bundle bundle) throws IOException;
  }

  /// Makes one bundle after the other. When no draft will do and there is one, the others are made
  /// for their own reasons only.
  private static void each(
      Request request, Check.Result result, Terminal terminal, Summary summary, Use use)
      throws IOException {
    try (var _ = Progress.of(terminal, "writing")) {
      for (Check.Judged judged : result.judged()) {
        Bundle bundle = Bundle.of(material(judged, request.at(), result));
        summary.add(bundle.document());
        if (!request.last() || !summary.drafts()) {
          use.accept(bundle);
        }
      }
    }
  }

  private static Check.Result check(Request request, ParseResult given, Terminal terminal)
      throws IOException {
    String service = request.service();
    Check.Result result;
    try (var _ = Progress.of(terminal, "reading")) {
      result = Check.of(request.root(), Arguments.everything(given), service, null, request.at());
    }
    if (service != null && result.judged().isEmpty() && result.problems().isEmpty()) {
      throw Arguments.unknown(given.commandSpec(), "--service", result.names(), service);
    }
    return result;
  }

  private static Material material(Check.Judged judged, Instant at, Check.Result result) {
    return new Material(
        judged.delivery(), judged.facts(), judged.assessment(), at, result.commit());
  }
}
