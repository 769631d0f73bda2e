package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Plain;
import java.util.SortedMap;
import java.util.TreeMap;

/// The working files of several bundles, for one repository.
final class WorkingFiles {
  private final Terminal terminal;
  private final SortedMap<String, String> files = new TreeMap<>();

  WorkingFiles(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Adds those of a bundle. Where another one wants a different file, the first is taken, and that
  /// is told.
  void add(Bundle bundle) {
    for (Artifact file : bundle.artifacts()) {
      String first = files.putIfAbsent(file.path(), file.content());
      if (first != null && !first.equals(file.content())) {
        String name = Plain.safe(bundle.document().name() + ": " + file.path());
        terminal.err().println(name + " is left out, since another delivery wants it otherwise");
      }
    }
  }

  /// All of them by path, as they lie on the disk.
  SortedMap<String, byte[]> bytes() {
    return Seal.bytes(files);
  }
}
