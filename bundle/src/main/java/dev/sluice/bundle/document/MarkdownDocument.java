package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document as Markdown, part by part.
public final class MarkdownDocument {
  /// How many open items stand at the beginning.
  private static final int FIRST = 5;

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
    Markdown out = new Markdown();
    out.heading(2, "Where it stands");
    draft(out);
    facts(out);
    document.overview().forEach(figure -> figure(out, figure));
    out.heading(3, "The gates");
    List<List<String>> rows = new ArrayList<>();
    document.stages().forEach(stage -> rows.add(gate(stage)));
    table(out, List.of("Stage", "Gate", "Criteria met", "Kept shut by"), rows);
    out.heading(3, "To do first");
    open(out, document.urgent().stream().limit(FIRST).toList());
    out.paragraph(
        "How strong the evidence is: *missing*, *assumed* (a default that nobody confirmed),"
            + " *declared* (the owner says so), *enforced* (a machine makes it so), *proven* (a"
            + " recent run showed it). *Contradicted*: what was seen speaks against it."
            + " *Unobservable*: it could not be looked at. *Waived*: below the bar, with an"
            + " exception that has an owner and an end.");
    return out.done();
  }

  private void draft(Markdown out) {
    if (document.draft()) {
      String shut =
          document.stages().stream()
              .filter(stage -> stage.gate() != Gate.OPEN)
              .map(stage -> stage.stage().number() + " " + stage.stage().id())
              .collect(joining(", "));
      out.quote("**Draft.** Not final while gates are shut: " + shut + ".");
    }
  }

  private void facts(Markdown out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Status", document.draft() ? "draft" : "final"));
    rows.add(List.of("Assessed at", Markdown.code(document.at().toString())));
    String commit = document.commit();
    if (commit != null) {
      rows.add(List.of("Commit", Markdown.cellCode(commit)));
    }
    if (!document.path().equals(".")) {
      rows.add(List.of("Directory", Markdown.cellCode(document.path())));
    }
    String why = Markdown.cell(document.profileWhy());
    rows.add(List.of("Profile", document.profile() + ": " + why));
    out.heading(3, "At a glance");
    table(out, List.of("About", "Is"), rows);
  }

  private static List<String> gate(StageVerdict stage) {
    List<String> by =
        stage.verdicts().stream().filter(v -> !v.passable()).map(Verdict::id).toList();
    List<String> all = by.isEmpty() ? stage.blockedBy() : by;
    String more = all.size() > 3 ? " and " + (all.size() - 3) + " more" : "";
    String first = all.stream().limit(3).map(Markdown::cellCode).collect(joining(", "));
    return List.of(
        stage.stage().number() + " · " + stage.stage().title(),
        stage.gate().id(),
        stage.met() + " of " + stage.verdicts().size(),
        all.isEmpty() ? NOTHING : first + more);
  }

  /// One section.
  String section(Section section) {
    Markdown out = new Markdown();
    out.heading(2, title(section));
    draft(out);
    out.paragraph(section.lead());
    section.figures().forEach(figure -> figure(out, figure));
    out.heading(3, "What was decided, and why");
    section.topics().forEach(topic -> topic(out, topic));
    out.heading(3, "Verdicts and evidence");
    verdicts(out, section.verdicts());
    out.heading(3, "What is assumed");
    assumptions(out, section);
    out.heading(3, "What is open");
    open(out, section.number() == document.sections().size() ? document.open() : section.open());
    if (section.number() == document.sections().size()) {
      closing(out);
    }
    return out.done();
  }

  private void closing(Markdown out) {
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
    table(out, List.of("File", "What for", "Serves"), rows);
  }

  private static void figure(Markdown out, Figure figure) {
    out.paragraph("![" + Markdown.text(figure.title()) + "](figures/" + figure.id() + ".svg)");
    out.paragraph(Markdown.text(figure.text()));
  }

  private static void topic(Markdown out, Topic topic) {
    out.heading(4, topic.title());
    if (!topic.why().isEmpty()) {
      out.paragraph(Markdown.text(topic.why()));
    }
    if (topic.entries().isEmpty()) {
      out.paragraph("*Nothing is decided here.*");
      return;
    }
    List<List<String>> rows =
        topic.entries().stream()
            .map(entry -> entry.values().stream().map(MarkdownDocument::cell).toList())
            .toList();
    table(out, topic.columns(), rows);
  }

  private static String cell(String value) {
    return value.isBlank() ? NOTHING : Markdown.cell(value);
  }

  private static void table(Markdown out, List<String> columns, List<List<String>> rows) {
    out.row(columns).rule(columns.size());
    rows.forEach(out::row);
    out.end();
  }

  private static void verdicts(Markdown out, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      out.paragraph("No criterion asks here.");
      return;
    }
    verdicts.forEach(verdict -> VerdictItem.write(out, verdict));
    out.end();
  }

  private static void assumptions(Markdown out, Section section) {
    if (section.assumptions().isEmpty()) {
      out.paragraph("Nothing is assumed here.");
      return;
    }
    section
        .assumptions()
        .forEach(a ->
            out.item(
                0,
                Markdown.text(a.assumes())
                    + ", for "
                    + Markdown.code(a.criterion())
                    + ". Why: "
                    + Markdown.text(a.why())
                    + (a.replace() == null
                        ? ""
                        : ". To confirm: " + Markdown.text(String.valueOf(a.replace())))));
    out.end();
  }

  private static void open(Markdown out, List<OpenItem> items) {
    if (items.isEmpty()) {
      out.paragraph("Nothing is open.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (OpenItem item : items) {
      rows.add(
          List.of(
              Markdown.cellCode(item.criterion()),
              Markdown.cell(item.what()),
              next(item),
              said(item.owner(), "nobody is named"),
              said(item.by(), "no day is set")));
    }
    table(out, List.of("Criterion", "What is open", "Next step", "Owner", "By"), rows);
  }

  private static String next(OpenItem item) {
    String next = Markdown.cell(item.next());
    return item.at() == null ? next : next + " (" + Markdown.cellCode(item.at().toString()) + ")";
  }

  private static String said(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : Markdown.cell(value.toString());
  }
}
