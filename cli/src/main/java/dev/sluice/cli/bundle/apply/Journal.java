package dev.sluice.cli.bundle.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a started apply is going to do, so that the next one can complete or undo it.
///
/// @param entries in the order in which they are carried out
record Journal(List<Entry> entries) {
  private static final String HEAD = "sluice apply 1";
  private static final String NOTHING = "-";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  Journal {
    entries = List.copyOf(entries);
  }

  /// One file.
  ///
  /// @param group entries of one group belong to one working file: all or none of them
  /// @param before SHA-256 of what stood there; null for nothing
  /// @param after SHA-256 of what shall stand there; null for nothing
  record Entry(int group, String path, @Nullable String before, @Nullable String after) {}

  /// The journal of some changes.
  static Journal of(List<Change> changes) {
    List<Entry> entries = new ArrayList<>();
    for (int group = 0; group < changes.size(); group++) {
      for (Step step : changes.get(group).steps()) {
        entries.add(new Entry(group, step.path(), digest(step.before()), digest(step.after())));
      }
    }
    return new Journal(entries);
  }

  private static @Nullable String digest(@Nullable Content content) {
    return content == null ? null : content.sha256();
  }

  /// As text: a head, a line for each entry, and how many there are.
  String text() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    for (Entry entry : entries) {
      text.append(entry.group())
          .append(' ')
          .append(entry.before() == null ? NOTHING : entry.before())
          .append(' ')
          .append(entry.after() == null ? NOTHING : entry.after())
          .append(' ')
          .append(entry.path())
          .append('\n');
    }
    return text.append("end ").append(entries.size()).append('\n').toString();
  }

  /// Reads a journal.
  ///
  /// @throws IOException when it is none
  static Journal parse(String text) throws IOException {
    String[] lines = text.split("\n", -1);
    int entries = lines.length - 3;
    if (entries < 0
        || !lines[0].equals(HEAD)
        || !lines[entries + 1].equals("end " + entries)
        || !lines[entries + 2].isEmpty()) {
      throw new IOException("not a journal");
    }
    List<Entry> read = new ArrayList<>();
    for (int i = 1; i <= entries; i++) {
      String[] parts = lines[i].split(" ", 4);
      if (parts.length != 4) {
        throw new IOException("not a journal");
      }
      read.add(new Entry(number(parts[0]), parts[3], digest(parts[1]), digest(parts[2])));
    }
    return new Journal(read);
  }

  private static int number(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a journal", e);
    }
  }

  private static @Nullable String digest(String text) throws IOException {
    if (text.equals(NOTHING)) {
      return null;
    }
    if (!DIGEST.matcher(text).matches()) {
      throw new IOException("not a journal");
    }
    return text;
  }
}
