package dev.sluice.cli.bundle.verify;

import dev.sluice.bundle.manifest.Finding;
import dev.sluice.bundle.manifest.Manifest;
import dev.sluice.bundle.manifest.Predicate;
import dev.sluice.bundle.manifest.Statement;
import dev.sluice.bundle.manifest.VerifyingKey;
import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.bundle.key.KeyFile;
import dev.sluice.cli.report.Plain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice bundle verify`: says what in a bundle is not as it was sealed.
public final class VerifyCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("1")
            .index("0")
            .type(Path.class)
            .description("The bundle.")
            .build());
    Arguments.addOption(
        spec,
        KeyFile.OPTION,
        "PUBLIC.pem",
        "The Ed25519 public key that must have signed it; without it only the files are compared.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path directory = given.matchedPositionalValue(0, Path.of("."));
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(), "DIR " + directory + " is not a directory that can be read");
    }
    VerifyingKey key = KeyFile.verifying(spec, given);
    Verified verified = Verified.of(directory, key);
    report(verified, key, terminal.out());
    return verified.findings().isEmpty() ? Exit.OK : Exit.SHUT;
  }

  private static void report(Verified verified, @Nullable VerifyingKey key, PrintStream out) {
    for (Finding finding : verified.findings()) {
      out.println(Plain.safe(finding.toString()));
    }
    Statement statement = verified.statement();
    int findings = verified.findings().size();
    if (findings > 0) {
      out.println(findings == 1 ? "1 finding" : findings + " findings");
    } else if (statement != null) {
      out.println(Plain.safe(what(statement.predicate())));
      out.println(
          statement.subjects().size()
              + " files, each as in "
              + Manifest.NAME
              + signer(verified, key));
    }
  }

  private static String what(Predicate predicate) {
    String commit = predicate.commit();
    return predicate.service()
        + " · "
        + predicate.status().name().toLowerCase(Locale.ROOT)
        + " · "
        + predicate.at()
        + (commit == null ? "" : " · commit " + commit)
        + " · sluice "
        + predicate.toolVersion();
  }

  private static String signer(Verified verified, @Nullable VerifyingKey key) {
    if (key != null) {
      return ", signed by key " + key.id();
    }
    return verified.signatures() == 0
        ? ", which nobody signed: whoever changes the files can change it too"
        : "; whether its signature holds was not looked at: there is no --key";
  }
}
