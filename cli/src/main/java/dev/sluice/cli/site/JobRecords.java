package dev.sluice.cli.site;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import dev.sluice.survey.run.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What jobs said of releases, from the records in `.sluice/runs`. They are read again only after
/// something there has changed. For several threads at once.
final class JobRecords {
  private final Path root;
  private final String delivery;
  private List<String> listed = List.of();
  private Facts facts = Facts.of(List.of());

  /// @param delivery its name
  JobRecords(Path root, String delivery) {
    this.root = root;
    this.delivery = delivery;
  }

  /// What the newest record of a job says of this very release, or null when there is none.
  ///
  /// @throws PortException when a file can't be read: it may be the newest
  @Nullable Finding of(String job, Release release, Instant now) throws PortException {
    Facts all = facts();
    for (Unreadable file : all.of(Unreadable.class)) {
      throw PortException.passing(
          file.source() + " can't be read, and may be a record of it: " + file.why());
    }
    return all.of(Run.class).stream()
        .filter(run -> run.kind() == Run.Kind.CHECK && job.equals(run.values().get("check")))
        .filter(run -> !run.at().isAfter(now) && isOf(run, release))
        .max(Comparator.comparing(Run::at).thenComparing(Run::succeeded, Comparator.reverseOrder()))
        .map(run -> finding(job, run, now))
        .orElse(null);
  }

  /// A record that names a release is about that one; else it is about all with the artifact.
  private boolean isOf(Run run, Release release) {
    String service = run.service();
    if (service != null && !service.equals(release.service()) && !service.equals(delivery)) {
      return false;
    }
    String id = run.values().get("release");
    String digest = run.values().get("digest");
    return id != null
        ? id.equals(release.id().value())
        : release.digests().stream().anyMatch(d -> d.value().equals(digest));
  }

  private static Finding finding(String job, Run run, Instant now) {
    return new Finding(
        job,
        now,
        run.succeeded() ? Finding.Kind.NOT_WORSE : Finding.Kind.WORSE,
        run.summary() + " (" + Moment.of(run.at()) + ")",
        1,
        null,
        null,
        null,
        run.source().toString());
  }

  private synchronized Facts facts() throws PortException {
    try {
      List<String> now = list();
      if (!now.equals(listed)) {
        facts = RunReader.of(root);
        listed = now;
      }
      return facts;
    } catch (IOException e) {
      throw PortException.passing(RunReader.DIRECTORY + " can't be read: " + e, e);
    }
  }

  /// The files with what changes when their content does.
  private List<String> list() throws IOException {
    Path directory = root.resolve(RunReader.DIRECTORY);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        if (Files.exists(file)) {
          BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
          all.add(file + " " + a.size() + " " + a.lastModifiedTime() + " " + a.fileKey());
        }
      }
    }
    return all;
  }
}
