package dev.sluice.cli.bundle.apply;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// `sluice bundle --apply`: writes working files into a repository.
public final class Apply {
  private final Guard guard;
  private final Disk disk;

  Apply(Path root, Disk disk) throws IOException {
    this.guard = new Guard(root.toRealPath());
    this.disk = disk;
  }

  /// Shows what changes as a diff, and writes it.
  ///
  /// @param root the repository
  /// @param files the wanted files by path in the repository, with `/`
  /// @param dryRun shows, and writes nothing
  /// @return [Exit#OK], or [Exit#USAGE] when nothing was written for reasons that were told
  public static int run(Path root, Map<String, byte[]> files, boolean dryRun, Terminal terminal)
      throws IOException {
    SortedMap<String, Content> wanted = new TreeMap<>();
    files.forEach((path, bytes) -> wanted.put(path, Content.of(bytes)));
    try {
      Apply apply = new Apply(root, new Disk());
      if (dryRun) {
        apply.show(wanted, terminal);
      } else {
        apply.write(wanted, terminal);
      }
      return Exit.OK;
    } catch (RefusedException e) {
      for (String reason : e.reasons()) {
        terminal.err().println("sluice: --apply: " + Plain.safe(reason));
      }
      terminal.err().println(e.state());
      return Exit.USAGE;
    }
  }

  private void show(SortedMap<String, Content> wanted, Terminal terminal)
      throws IOException, RefusedException {
    List<Change> changes = new Planner(guard).plan(wanted);
    if (Staging.exists(guard)) {
      terminal
          .err()
          .println("an apply was interrupted or is running; the next one completes or undoes it");
    }
    new Report(guard, terminal).write(changes, true);
  }

  /// Completes or undoes what was interrupted, then writes what is missing.
  void write(SortedMap<String, Content> wanted, Terminal terminal)
      throws IOException, RefusedException {
    Report report = new Report(guard, terminal);
    if (!Staging.exists(guard)) {
      List<Change> changes = new Planner(guard).plan(wanted);
      if (changes.stream().allMatch(change -> change.steps().isEmpty())) {
        report.write(changes, false);
        return;
      }
    }
    try (Staging staging = Staging.hold(guard, disk)) {
      try {
        Transaction transaction = new Transaction(guard, staging, disk);
        transaction.recover().forEach(note -> terminal.err().println(Plain.safe(note)));
        List<Change> changes = new Planner(guard).plan(wanted);
        report.write(changes, false);
        transaction.run(changes).forEach(note -> terminal.err().println(Plain.safe(note)));
      } catch (RefusedException e) {
        if (!staging.begun()) {
          staging.remove();
        }
        throw e;
      }
      staging.remove();
    }
  }
}
