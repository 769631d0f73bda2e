package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Plain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The working files of several bundles, for one repository.
final class WorkingFiles {
  private static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final Terminal terminal;
  private final SortedMap<String, String> files = new TreeMap<>();

  /// The overlays' directories by the path of the component that they have to take in.
  private final SortedMap<String, List<String>> components = new TreeMap<>();

  WorkingFiles(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Adds those of a bundle. Where another one wants a different file, the first is taken, and that
  /// is told.
  void add(Bundle bundle) {
    for (Artifact file : bundle.artifacts()) {
      if (!file.overlays().isEmpty()) {
        components.put(file.path(), file.overlays());
      }
      String first = files.putIfAbsent(file.path(), file.content());
      if (first != null && !first.equals(file.content())) {
        String name = Plain.safe(bundle.document().name() + ": " + file.path());
        terminal.err().println(name + " is left out, since another delivery wants it otherwise");
      }
    }
  }

  /// Says which of them change nothing as long as an overlay lies beside its own file.
  void notInEffect(Path root) {
    components.forEach((component, overlays) ->
        overlays.stream()
            .flatMap(directory -> KUSTOMIZATIONS.stream().map(name -> directory + "/" + name))
            .filter(overlay -> Files.isRegularFile(root.resolve(overlay + ".sluice-new")))
            .forEach(overlay ->
                terminal
                    .out()
                    .println(
                        Plain.safe(
                            "not in effect yet: "
                                + component
                                + "; put "
                                + overlay
                                + ".sluice-new, which takes it in, in place of your file"))));
  }

  /// All of them by path, as they lie on the disk.
  SortedMap<String, byte[]> bytes() {
    return Seal.bytes(files);
  }
}
