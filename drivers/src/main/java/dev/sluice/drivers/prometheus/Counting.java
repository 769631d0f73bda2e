package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How a query counts.
sealed interface Counting {
  /// The series that it rests on.
  List<Selector> selectors();

  /// Counters that are added up and taken away: how far each went up is read from its samples.
  record Exact(List<Term> terms) implements Counting {
    public Exact {
      terms = List.copyOf(terms);
    }

    @Override
    public List<Selector> selectors() {
      return terms.stream().map(Term::selector).toList();
    }
  }

  /// Counters that are added, or taken away.
  record Term(boolean minus, Selector selector) {
    public Term {
      requireNonNull(selector, "selector");
    }
  }

  /// A text that only the server can work out, over one window after the other.
  ///
  /// @param text with `{{window}}` where the window stands
  /// @param millis the window, or 0 when it may be any
  /// @param rate whether it gives requests in a second
  record Windowed(String text, long millis, boolean rate, List<Selector> selectors)
      implements Counting {
    public Windowed {
      requireNonNull(text, "text");
      selectors = List.copyOf(selectors);
    }
  }
}
