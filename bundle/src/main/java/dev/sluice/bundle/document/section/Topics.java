package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.document.Entry;
import dev.sluice.bundle.document.Topic;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the topics of one section. Used by one thread, for one section.
final class Topics {
  private final Material material;
  private final List<Topic> done = new ArrayList<>();

  Topics(Material material) {
    this.material = material;
  }

  Material material() {
    return material;
  }

  /// Begins a topic that criteria ask for; the first one says why.
  Rows topic(String id, String title, String... criteria) {
    String why = material.verdict(criteria[0]).map(v -> v.definition().why()).orElse("");
    return new Rows(id, title, why, List.of(criteria));
  }

  /// Begins a topic with a reason of its own.
  Rows because(String id, String title, String why, String... criteria) {
    return new Rows(id, title, why, List.of(criteria));
  }

  List<Topic> done() {
    return List.copyOf(done);
  }

  /// The rows of a topic.
  final class Rows {
    private final String id;
    private final String title;
    private final String why;
    private final List<String> criteria;
    private final List<Entry> entries = new ArrayList<>();
    private List<String> columns = List.of();

    private Rows(String id, String title, String why, List<String> criteria) {
      this.id = id;
      this.title = title;
      this.why = why;
      this.criteria = criteria;
    }

    /// Names the columns.
    Rows columns(String... names) {
      columns = List.of(names);
      return this;
    }

    /// Adds a row.
    Rows row(Source at, @Nullable Object... values) {
      entries.add(new Entry(at, Arrays.stream(values).map(Words::of).toList()));
      return this;
    }

    /// Adds a row of two columns where something is said.
    Rows say(Source at, String subject, @Nullable Object value) {
      String text = Words.of(value);
      return text.isEmpty() ? this : row(at, subject, text);
    }

    /// Ends the topic.
    void end() {
      done.add(new Topic(id, title, why, criteria, columns, entries));
    }
  }
}
