package dev.sluice.cli.site;

import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The versions of schemas, as the commands of a delivery tell them. What a command prints is never
/// shown: a client that fails may print its password.
final class SchemaVersions {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 64 * 1024;

  private final Path root;
  private final Declared declared;
  private final Duration longest;

  /// @param root where commands run
  SchemaVersions(Path root, Declared declared) {
    this(root, declared, LONGEST);
  }

  /// @param longest how long a command may run
  SchemaVersions(Path root, Declared declared, Duration longest) {
    this.root = root;
    this.declared = declared;
    this.longest = longest;
  }

  /// The versions of the stores that a release names.
  ///
  /// @throws PortException when one is not known
  Map<String, Long> of(Release release, String environment)
      throws PortException, InterruptedException {
    Map<String, Long> versions = new TreeMap<>();
    for (String store : release.schemas().keySet()) {
      ReleaseSafety.SchemaVersion version = declared.schemaVersion(store).orElse(null);
      if (version == null) {
        throw PortException.terminal(
            "nothing tells which version the schema of "
                + store
                + " has; add it to releaseSafety.schema.versions");
      }
      versions.put(store, ask(version, release.service(), environment));
    }
    return versions;
  }

  private long ask(ReleaseSafety.SchemaVersion version, String service, String environment)
      throws PortException, InterruptedException {
    String what = "the version of the schema of " + version.store();
    ProcessBuilder builder =
        new ProcessBuilder(version.command())
            .directory(root.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SLUICE_SERVICE", service);
    builder.environment().put("SLUICE_ENVIRONMENT", environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw PortException.terminal(
          what
              + ": "
              + version.command().getFirst()
              + " can't be started in "
              + root
              + "; correct releaseSafety.schema.versions",
          e);
    }
    try {
      return number(what, output(what, process));
    } finally {
      end(process);
    }
  }

  /// What it printed, when it ended well and in time.
  private String output(String what, Process process) throws PortException, InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Thread reader =
        Thread.ofVirtual()
            .name("schema-version")
            .start(() -> {
              try (InputStream out = process.getInputStream()) {
                printed.writeBytes(out.readNBytes(MOST_BYTES + 1));
              } catch (IOException e) {
                // It was ended; what it printed until then is not looked at.
              }
            });
    boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (ended) {
      // Its children may keep the pipe open after it.
      ended = reader.join(longest);
    }
    if (!ended) {
      throw PortException.passing(
          what + ": its command did not end within " + longest.toSeconds() + " s");
    }
    if (printed.size() > MOST_BYTES) {
      throw PortException.terminal(
          what
              + ": its command prints more than "
              + MOST_BYTES / 1024
              + " kB; print the number only");
    }
    if (process.exitValue() != 0) {
      throw PortException.passing(
          what
              + ": its command ended with exit code "
              + process.exitValue()
              + "; run it by hand to see why");
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /// The last line that isn't blank, as a number.
  private static long number(String what, String printed) throws PortException {
    String last = printed.lines().filter(line -> !line.isBlank()).reduce("", (_, b) -> b).strip();
    if (last.matches("[0-9]{1,18}")) {
      return Long.parseLong(last);
    }
    throw PortException.terminal(
        what
            + ": expected a whole number as the last line that its command prints, but found "
            + (last.isEmpty() ? "nothing" : last.length() + " characters that are none"));
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    boolean _ = process.destroyForcibly().isAlive();
  }
}
