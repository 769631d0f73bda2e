package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;

import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What a reader sees first, as Markdown: what this is, how it stands, who decides next, what
/// blocks, and the gates.
final class Overview {
  /// How many open items are named.
  private static final int FIRST = 5;

  /// How many criteria that keep a gate shut are named.
  private static final int FEW = 3;

  private static final int SHORT = 12;

  private final Document document;

  Overview(Document document) {
    this.document = document;
  }

  String text() {
    Markdown out = new Markdown();
    out.heading(2, "Where it stands");
    out.quote(status());
    out.paragraph(what());
    List<OpenItem> open = document.urgent();
    out.heading(3, "Who decides next");
    if (open.isEmpty()) {
      out.paragraph("Nothing waits for a decision." + review());
    } else {
      OpenTable.byOwner(out, open, FIRST);
    }
    if (!open.isEmpty()) {
      out.heading(3, document.draft() ? "What blocks" : "What is left open");
      OpenTable.write(out, open.stream().limit(FIRST).toList());
      if (open.size() > FIRST) {
        out.paragraph("And " + (open.size() - FIRST) + " more, each in its section.");
      }
    }
    out.heading(3, "The gates");
    document.overview().forEach(figure -> MarkdownDocument.figure(out, figure));
    out.table(
        List.of("Stage", "Gate", "Criteria met", "Kept shut by"),
        document.stages().stream().map(Overview::gate).toList());
    out.paragraph(
        "How strong the evidence is: *missing*, *assumed* (a default that nobody confirmed),"
            + " *declared* (the owner says so), *enforced* (a machine makes it so), *proven* (a"
            + " recent run showed it). *Contradicted*: what was seen speaks against it."
            + " *Unobservable*: it could not be looked at. *Waived*: below the bar, with an"
            + " exception that has an owner and an end.");
    return out.done();
  }

  private String status() {
    int all = document.stages().size();
    if (!document.draft()) {
      return "**Final.** All " + all + " gates are open.";
    }
    List<String> parts = new ArrayList<>();
    long open = document.stages().stream().filter(s -> s.gate() == Gate.OPEN).count();
    parts.add("**Draft.** " + open + " of " + all + " gates are open.");
    named(parts, "Shut", Gate.SHUT);
    named(parts, "Blocked by others", Gate.BLOCKED);
    return String.join(" ", parts);
  }

  private void named(List<String> parts, String word, Gate gate) {
    String names =
        document.stages().stream()
            .filter(stage -> stage.gate() == gate)
            .map(stage -> stage.stage().id())
            .collect(joining(", "));
    if (!names.isEmpty()) {
      parts.add(word + ": " + names + ".");
    }
  }

  private String what() {
    String commit = document.commit();
    String directory = document.path().equals(".") ? "" : " in " + Markdown.code(document.path());
    return "How "
        + Markdown.text(document.name())
        + directory
        + " is built, released and run: what was decided and why, on which evidence, what is"
        + " assumed, and what is open with whom. Assessed at "
        + Markdown.code(document.at().toString())
        + (commit == null ? "" : ", commit " + Markdown.code(shortened(commit)))
        + ", by the profile *"
        + document.profile()
        + "*: "
        + Markdown.text(document.profileWhy())
        + ".";
  }

  /// A commit as people name it; all of it stands in the JSON.
  private static String shortened(String commit) {
    return commit.substring(0, Math.min(SHORT, commit.length()));
  }

  /// When somebody looks at it again; empty when nobody said.
  private String review() {
    return document.sections().stream()
        .flatMap(section -> section.topics().stream())
        .filter(topic -> topic.id().equals("reviews"))
        .flatMap(topic -> topic.entries().stream())
        .map(entry -> entry.values().stream().map(Markdown::text).toList())
        .filter(values -> values.size() == 3 && !values.get(1).isEmpty())
        .map(values ->
            " The next review is led by "
                + values.get(1)
                + (values.get(2).isEmpty() ? "" : ", on " + values.get(2))
                + ".")
        .findFirst()
        .orElse("");
  }

  private static List<String> gate(StageVerdict stage) {
    List<String> by =
        stage.verdicts().stream().filter(v -> !v.passable()).map(Verdict::id).toList();
    List<String> all = by.isEmpty() ? stage.blockedBy() : by;
    String more = all.size() > FEW ? " and " + (all.size() - FEW) + " more" : "";
    String first = all.stream().limit(FEW).map(Markdown::cellCode).collect(joining(", "));
    return List.of(
        stage.stage().number() + " · " + stage.stage().title(),
        stage.gate().id(),
        stage.met() + " of " + stage.verdicts().size(),
        all.isEmpty() ? MarkdownDocument.NOTHING : first + more);
  }
}
