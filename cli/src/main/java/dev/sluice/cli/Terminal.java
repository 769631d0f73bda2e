package dev.sluice.cli;

import dev.sluice.cli.report.Plain;
import dev.sluice.flow.source.Problem;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where a command writes: results to `out`, everything else to `err`, always in UTF-8.
///
/// @param colour whether a person reads `out` in colour
/// @param interactive whether a person watches `err`, so that progress may be shown
/// @param in what a person types; null when nobody can be asked
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean colour,
    boolean interactive,
    @Nullable BufferedReader in) {
  private static final int BUFFER = 1 << 16;

  /// A terminal at which nobody can be asked.
  public Terminal(PrintStream out, PrintStream err, boolean colour, boolean interactive) {
    this(out, err, colour, interactive, null);
  }

  /// The terminal of this process. The launcher says which streams are terminals; without it, none
  /// is.
  public static Terminal ofProcess() {
    return of(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getProperties(),
        System.getenv());
  }

  /// A terminal over given streams.
  ///
  /// @param properties `sluice.terminal` lists the streams that are terminals: `in`, `out`, `err`
  /// @param environment `NO_COLOR` and `TERM=dumb` turn colour off
  static Terminal of(
      PrintStream out, PrintStream err, Properties properties, Map<String, String> environment) {
    String terminals = properties.getProperty("sluice.terminal", "");
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        out,
        err,
        terminals.contains("out") && !plain,
        terminals.contains("err") && !plain,
        terminals.contains("in") && terminals.contains("err") ? typed() : null);
  }

  /// Says what is wrong in a file, and how it is mended.
  public void problem(Problem problem) {
    err.println(Plain.safe(problem.toString()));
    err.println("  fix: " + Plain.safe(problem.fix()));
  }

  /// Writes out what is still held back.
  public void flush() {
    out.flush();
    err.flush();
  }

  private static BufferedReader typed() {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        descriptor == FileDescriptor.err,
        StandardCharsets.UTF_8);
  }
}
