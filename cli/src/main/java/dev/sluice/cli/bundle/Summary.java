package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.document.Document;
import dev.sluice.bundle.document.OpenItem;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user reads when bundles were written, or refused.
final class Summary {
  private static final int WIDTH = 80;

  /// How many open items are named.
  private static final int FEW = 5;

  private final Terminal terminal;
  private final Paint paint;
  private final Path root;

  Summary(Terminal terminal, Path root) {
    this.terminal = terminal;
    this.paint = new Paint(terminal.colour());
    this.root = root;
  }

  /// Says what was written.
  ///
  /// @param key that signed it, or null
  void written(Bundle bundle, Path place, @Nullable SigningKey key) {
    Document document = bundle.document();
    String status = document.draft() ? paint.open("draft") : paint.good("final");
    int files = bundle.artifacts().size();
    terminal
        .out()
        .println(
            paint.strong(Plain.safe(document.name()))
                + " · "
                + status
                + " · bundle.md, bundle.html, bundle.json and "
                + files
                + (files == 1 ? " working file" : " working files")
                + " in "
                + Plain.safe(place.toString()));
    print(
        key == null
            ? "  MANIFEST has the SHA-256 of every file, and is not signed: there is no --key"
            : "  MANIFEST has the SHA-256 of every file, signed by key " + key.verifyingKey().id());
    open(document);
  }

  /// Says why a bundle is not final.
  void refused(Bundle bundle) {
    Document document = bundle.document();
    terminal
        .err()
        .println("sluice: " + Plain.safe(document.name()) + " cannot be final: nothing is written");
    for (StageVerdict stage : document.stages()) {
      if (stage.gate() != Gate.OPEN) {
        String why =
            stage.verdicts().stream()
                .filter(v -> !v.passable())
                .findFirst()
                .map(v -> v.id() + ": " + v.reason())
                .orElse("by " + String.join(", ", stage.blockedBy().stream().limit(3).toList()));
        line(
            stage.stage().number()
                + " "
                + stage.stage().id()
                + " "
                + stage.gate().id()
                + " · "
                + why);
      }
    }
  }

  /// Says what to do next.
  ///
  /// @param drafts whether a draft was written
  /// @param written whether somebody wrote every delivery.yaml
  void next(boolean drafts, boolean written) {
    String command =
        !written
            ? "sluice init " + root
            : drafts ? "sluice bundle " + root + " --apply" : "sluice check " + root;
    terminal.out().println("next: " + Plain.safe(command));
  }

  private void open(Document document) {
    List<OpenItem> open = document.urgent();
    open.stream()
        .limit(FEW)
        .forEach(item -> {
          String who = item.owner() == null ? "nobody" : item.owner();
          String by = item.by() == null ? "no day" : item.by().toString();
          print("  " + item.criterion() + ": " + item.what() + " (" + who + ", " + by + ")");
        });
    if (open.size() > FEW) {
      print("  … and " + (open.size() - FEW) + " more open, all in section 10 of the document");
    }
  }

  private void print(String text) {
    Plain.wrap(Plain.safe(text), WIDTH, "", "    ").forEach(terminal.out()::println);
  }

  private void line(String text) {
    Plain.wrap(Plain.safe(text), WIDTH, "  ", "    ").forEach(terminal.err()::println);
  }
}
