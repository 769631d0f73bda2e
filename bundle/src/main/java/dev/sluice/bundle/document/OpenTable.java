package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is open as tables.
final class OpenTable {
  private static final String NOBODY = "nobody is named";

  /// How many criteria of one owner are named.
  private static final int FEW = 6;

  private OpenTable() {}

  /// One row for each item.
  static void write(Markdown out, List<OpenItem> items) {
    List<List<String>> rows = new ArrayList<>();
    for (OpenItem item : items) {
      rows.add(
          List.of(
              Markdown.cellCode(item.criterion()),
              Markdown.cell(item.what()),
              next(item),
              said(item.owner(), NOBODY),
              said(item.by(), "no day is set")));
    }
    out.table(List.of("Criterion", "What is open", "Next step", "Owner", "By"), rows);
  }

  /// One row for each owner, the one with the nearest day first; those without a day last.
  ///
  /// @param most how many rows there may be
  static void byOwner(Markdown out, List<OpenItem> items, int most) {
    Map<String, List<OpenItem>> owners = new LinkedHashMap<>();
    for (OpenItem item : items) {
      String owner = Objects.requireNonNullElse(item.owner(), NOBODY);
      owners.computeIfAbsent(owner, o -> new ArrayList<>()).add(item);
    }
    List<List<String>> rows =
        owners.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    entry -> Objects.requireNonNullElse(first(entry.getValue()), LocalDate.MAX)))
            .limit(most)
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .toList();
    out.table(List.of("Who", "Has to settle", "First one by"), rows);
    if (owners.size() > most) {
      out.paragraph("And " + (owners.size() - most) + " others, named in section 10.");
    }
  }

  private static List<String> row(String owner, List<OpenItem> items) {
    List<String> criteria = items.stream().map(OpenItem::criterion).distinct().toList();
    String named = criteria.stream().limit(FEW).map(Markdown::cellCode).collect(joining(", "));
    int more = criteria.size() - FEW;
    return List.of(
        Markdown.cell(owner),
        items.size() + ": " + named + (more > 0 ? " and " + more + " more" : ""),
        said(first(items), "no day is set"));
  }

  private static @Nullable LocalDate first(List<OpenItem> items) {
    return items.stream()
        .map(OpenItem::by)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static String next(OpenItem item) {
    String next = Markdown.cell(item.next());
    return item.at() == null ? next : next + " (" + Markdown.cellCode(item.at().toString()) + ")";
  }

  private static String said(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : Markdown.cell(value.toString());
  }
}
