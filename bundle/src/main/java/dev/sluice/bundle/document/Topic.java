package dev.sluice.bundle.document;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What was decided about one thing, and why that is decided at all.
///
/// @param id stable name, unique in the document
/// @param why what goes wrong without it
/// @param criteria ids of the criteria that ask for it
/// @param columns names of the columns; the first one is the subject
public record Topic(
    String id,
    String title,
    String why,
    List<String> criteria,
    List<String> columns,
    List<Entry> entries) {
  public Topic {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(why, "why");
    criteria = List.copyOf(criteria);
    columns = List.copyOf(columns);
    entries = List.copyOf(entries);
    int width = columns.size();
    if (entries.stream().anyMatch(entry -> entry.values().size() != width)) {
      throw new IllegalArgumentException(id + ": every entry has a value for each column");
    }
  }
}
