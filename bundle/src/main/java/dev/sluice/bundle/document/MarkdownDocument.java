package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A document as Markdown, part by part.
public final class MarkdownDocument {
  /// What a cell holds where nothing is said.
  static final String NOTHING = "–";

  private final Document document;

  public MarkdownDocument(Document document) {
    this.document = document;
  }

  /// The whole text.
  public String text() {
    return "# "
        + title()
        + "\n\n"
        + overview()
        + document.sections().stream().map(this::section).collect(joining());
  }

  /// The title, as Markdown.
  String title() {
    return Markdown.text(document.name()) + ": delivery platform bundle";
  }

  /// The heading of a section, as Markdown.
  static String title(Section section) {
    return section.number() + ". " + section.title();
  }

  /// Where the delivery stands: what comes before the sections.
  String overview() {
    return new Overview(document).text();
  }

  /// One section.
  String section(Section section) {
    boolean last = section.number() == document.sections().size();
    Markdown out = new Markdown();
    out.heading(2, title(section));
    if (document.draft()) {
      out.quote("**Draft**: not every gate is open.");
    }
    out.paragraph(section.lead());
    section.figures().forEach(figure -> figure(out, figure));
    decided(out, section.topics());
    out.heading(3, "Verdicts and evidence");
    verdicts(out, section.verdicts());
    assumptions(out, section);
    if (!section.open().isEmpty()) {
      out.heading(3, "What is open");
      OpenTable.write(out, section.open());
    }
    if (section.assumptions().isEmpty() && section.open().isEmpty()) {
      out.paragraph("Nothing is assumed here, and nothing is open.");
    }
    if (last) {
      closing(out);
    }
    return out.done();
  }

  /// What was decided; of the rest, only that it was not.
  private static void decided(Markdown out, List<Topic> topics) {
    List<Topic> said = topics.stream().filter(topic -> !topic.entries().isEmpty()).toList();
    if (!said.isEmpty()) {
      out.heading(3, "What was decided, and why");
      said.forEach(topic -> topic(out, topic));
    }
    String silent =
        topics.stream()
            .filter(topic -> topic.entries().isEmpty())
            .map(topic -> topic.title().toLowerCase(Locale.ROOT))
            .collect(joining("; "));
    if (!silent.isEmpty()) {
      out.paragraph("Nothing is said of: " + Markdown.text(silent) + ".");
    }
  }

  private void closing(Markdown out) {
    if (!document.open().isEmpty()) {
      out.heading(3, "Everything that is open, by owner");
      OpenTable.byOwner(out, document.open(), Integer.MAX_VALUE);
    }
    document.stages().stream()
        .filter(stage -> stage.stage() == Stage.BUNDLE)
        .forEach(stage -> {
          out.heading(3, "The checklists of this bundle");
          verdicts(out, stage.verdicts());
        });
    out.heading(3, "Working files");
    if (document.artifacts().isEmpty()) {
      out.paragraph("Nothing is missing that a working file could add.");
      return;
    }
    out.paragraph("They lie under `artifacts/`; `sluice bundle --apply` writes them.");
    List<List<String>> rows = new ArrayList<>();
    for (Artifact a : document.artifacts()) {
      rows.add(
          List.of(
              Markdown.cellCode(a.path()),
              Markdown.cell(a.purpose()),
              Markdown.cellCode(a.criterion())));
    }
    out.table(List.of("File", "What for", "Serves"), rows);
  }

  static void figure(Markdown out, Figure figure) {
    out.paragraph("![" + Markdown.text(figure.title()) + "](figures/" + figure.id() + ".svg)");
    out.paragraph(Markdown.text(figure.text()));
  }

  private static void topic(Markdown out, Topic topic) {
    out.heading(4, topic.title());
    if (!topic.why().isEmpty()) {
      out.paragraph(Markdown.text(topic.why()));
    }
    List<List<String>> rows =
        topic.entries().stream()
            .map(entry -> entry.values().stream().map(MarkdownDocument::cell).toList())
            .toList();
    out.table(topic.columns(), rows);
  }

  private static String cell(String value) {
    return value.isBlank() ? NOTHING : Markdown.cell(value);
  }

  private static void verdicts(Markdown out, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      out.paragraph("No criterion asks here.");
      return;
    }
    verdicts.forEach(verdict -> VerdictItem.write(out, verdict));
    out.end();
  }

  /// What is assumed; why, and how to confirm it, stands in one table for all.
  private static void assumptions(Markdown out, Section section) {
    boolean here = section.topics().stream().anyMatch(topic -> topic.id().equals("assumptions"));
    if (section.assumptions().isEmpty() || here) {
      return;
    }
    out.heading(3, "What is assumed");
    section
        .assumptions()
        .forEach(
            a -> out.item(0, Markdown.text(a.assumes()) + ", for " + Markdown.code(a.criterion())));
    out.end();
    out.paragraph("Section 2 says why, and how to confirm each.");
  }
}
