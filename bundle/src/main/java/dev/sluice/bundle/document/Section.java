package dev.sluice.bundle.document;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.figure.Figure;
import dev.sluice.flow.delivery.Delivery.Assumption;
import dev.sluice.flow.gate.Verdict;
import java.util.List;

/// One of the ten sections.
///
/// @param number 1 to 10
/// @param id stable name
/// @param lead one sentence that says what the section settles
/// @param topics what was decided, and why
/// @param assumptions what was filled in and waits for a confirmation
public record Section(
    int number,
    String id,
    String title,
    String lead,
    List<Topic> topics,
    List<Figure> figures,
    List<Verdict> verdicts,
    List<Assumption> assumptions,
    List<OpenItem> open) {
  public Section {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(lead, "lead");
    topics = List.copyOf(topics);
    figures = List.copyOf(figures);
    verdicts = List.copyOf(verdicts);
    assumptions = List.copyOf(assumptions);
    open = List.copyOf(open);
  }
}
