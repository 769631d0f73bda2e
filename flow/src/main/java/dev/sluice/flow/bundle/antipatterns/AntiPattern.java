package dev.sluice.flow.bundle.antipatterns;

import dev.sluice.flow.bundle.Said;
import dev.sluice.flow.fact.BundleEntry;
import dev.sluice.flow.fact.BundleVerdict;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pattern that is refused, seen in the decisions of one topic.
///
/// @param name the pattern
/// @param criterion the criterion that it breaks; when that does not arise or is waived, so is this
/// @param topic the topic that is looked at
/// @param demanded whether a topic without any decision is the pattern already
/// @param columns what each decision has to say
/// @param refused what a decision must not say: column and value
record AntiPattern(
    String name,
    String criterion,
    String topic,
    boolean demanded,
    List<String> columns,
    @Nullable Refused refused) {
  AntiPattern {
    columns = List.copyOf(columns);
  }

  /// A value that is refused.
  record Refused(String column, String value) {}

  /// What is wrong, where, and what mends it.
  record Found(Source at, String message, String fix) {}

  /// A pattern that an empty topic, or a decision without these columns, shows.
  static AntiPattern lacking(String name, String criterion, String topic, String... columns) {
    return new AntiPattern(name, criterion, topic, true, List.of(columns), null);
  }

  /// A pattern that one value shows.
  static AntiPattern saying(
      String name, String criterion, String topic, String column, String value) {
    return new AntiPattern(name, criterion, topic, false, List.of(), new Refused(column, value));
  }

  /// Where a bundle shows it.
  ///
  /// @param place where the bundle lies
  List<Found> in(Said said, Source place) {
    List<Found> found = new ArrayList<>();
    if (said.excused(criterion)) {
      return found;
    }
    said.verdict(criterion)
        .filter(v -> "contradicted".equals(v.state()))
        .ifPresent(v -> found.add(found(v.source(), v.reason())));
    List<BundleEntry> entries = said.entries(topic);
    boolean settled = said.verdict(criterion).filter(BundleVerdict::met).isPresent();
    if (entries.isEmpty() && demanded && !settled) {
      found.add(found(place, "nothing is decided on it"));
    }
    entries.forEach(entry -> entry(entry, found));
    return found;
  }

  private void entry(BundleEntry entry, List<Found> found) {
    List<String> lacking = columns.stream().filter(column -> !entry.says(column)).toList();
    if (!lacking.isEmpty()) {
      found.add(
          found(
              entry.source(),
              "\"" + entry.subject() + "\" does not say: " + String.join(", ", lacking)));
    }
    Refused never = refused;
    if (never != null && Objects.equals(entry.values().get(never.column()), never.value())) {
      found.add(
          found(
              entry.source(),
              "\"" + entry.subject() + "\", " + never.column() + ": " + never.value()));
    }
  }

  private Found found(Source at, String message) {
    return new Found(
        at,
        name + ": " + message,
        "mend it (`sluice explain " + criterion + "`), then bundle again");
  }
}
