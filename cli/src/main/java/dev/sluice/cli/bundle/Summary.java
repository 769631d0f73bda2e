package dev.sluice.cli.bundle;

import dev.sluice.bundle.document.Document;
import dev.sluice.bundle.document.OpenItem;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user reads when bundles were written, or refused.
final class Summary {
  private static final int WIDTH = 80;

  /// How many open items are named.
  private static final int FEW = 5;

  /// How many bundles are named.
  private static final int MANY = 20;

  private final Terminal terminal;
  private final Paint paint;
  private final Path root;

  /// The first ones. A document is large, so that the others are only counted.
  private final List<Document> first = new ArrayList<>();

  private final List<Document> drafts = new ArrayList<>();
  private int count;
  private int draftCount;

  Summary(Terminal terminal, Path root) {
    this.terminal = terminal;
    this.paint = new Paint(terminal.colour());
    this.root = root;
  }

  /// Notes a bundle that was made.
  void add(Document document) {
    count++;
    if (first.size() < MANY) {
      first.add(document);
    }
    if (document.draft()) {
      draftCount++;
      if (drafts.size() < MANY) {
        drafts.add(document);
      }
    }
  }

  /// Whether one of them is a draft.
  boolean drafts() {
    return draftCount > 0;
  }

  /// Says what was written.
  ///
  /// @param key that signed it, or null
  void written(Path directory, @Nullable SigningKey key) {
    String place = " in " + Plain.safe(directory.toString());
    if (count == 1) {
      Document document = first.getFirst();
      String files = files(document);
      out(head(document) + " · bundle.md, bundle.html, bundle.json and " + files + place);
    } else {
      out(paint.strong(count + " bundles") + ", " + draftCount + " of them drafts," + place);
      first.forEach(document ->
          out(
              "  "
                  + head(document)
                  + " · "
                  + document.open().size()
                  + " open · "
                  + files(document)));
      more(count - first.size(), "bundles");
    }
    String what = count == 1 ? "MANIFEST has" : "Each has a MANIFEST with";
    print(
        "  "
            + what
            + " the SHA-256 of every file, "
            + (key == null
                ? "and is not signed: there is no --key"
                : "signed by key " + key.verifyingKey().id()));
    if (count == 1) {
      open(first.getFirst());
    }
  }

  private String head(Document document) {
    String status = document.draft() ? paint.open("draft") : paint.good("final");
    return paint.strong(Plain.safe(document.name())) + " · " + status;
  }

  private static String files(Document document) {
    int files = document.artifacts().size();
    return files + (files == 1 ? " working file" : " working files");
  }

  private void more(int count, String what) {
    if (count > 0) {
      out("  … and " + count + " more " + what);
    }
  }

  /// Says why bundles are not final.
  void refused() {
    for (Document document : drafts) {
      String name = Plain.safe(document.name());
      terminal.err().println("sluice: " + name + " cannot be final: nothing is written");
      document.stages().stream().filter(s -> s.gate() != Gate.OPEN).forEach(this::refused);
    }
    if (draftCount > drafts.size()) {
      line("… and " + (draftCount - drafts.size()) + " more");
    }
  }

  private void refused(StageVerdict stage) {
    String why =
        stage.verdicts().stream()
            .filter(v -> !v.passable())
            .findFirst()
            .map(v -> v.id() + ": " + v.reason())
            .orElse("by " + String.join(", ", stage.blockedBy().stream().limit(3).toList()));
    line(stage.stage().number() + " " + stage.stage().id() + " " + stage.gate().id() + " · " + why);
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
    out("next: " + Plain.safe(command));
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
    more(open.size() - FEW, "open, each in its section of the document");
  }

  private void out(String text) {
    terminal.out().println(text);
  }

  private void print(String text) {
    Plain.wrap(Plain.safe(text), WIDTH, "", "    ").forEach(terminal.out()::println);
  }

  private void line(String text) {
    Plain.wrap(Plain.safe(text), WIDTH, "  ", "    ").forEach(terminal.err()::println);
  }
}
