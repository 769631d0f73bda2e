package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.binding.Nearest;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects what is wrong with one file. Used by one thread.
final class Report {
  private final List<Problem> problems = new ArrayList<>();

  void add(Source at, String id, String expected, String found, String fix) {
    problems.add(new Problem(at, id, expected, found, fix));
  }

  /// Reports a name that is none of the known ones, with the one that is meant when it can be
  /// guessed.
  ///
  /// @param what the kind of thing that is named, as a noun phrase
  /// @param otherwise the fix when nothing is near
  void unknown(
      Source at, String id, String what, String name, Collection<String> known, String otherwise) {
    if (!name.isEmpty() && !known.contains(name)) {
      String fix = Nearest.to(name, known).map(near -> "write `" + near + "`").orElse(otherwise);
      add(at, id, what, Found.quoted(name), fix);
    }
  }

  /// Reports each name that stands a second time.
  Once once(String what) {
    return new Once(what);
  }

  List<Problem> problems() {
    return problems;
  }

  /// Names that have to differ.
  final class Once {
    private final String what;
    private final Map<String, Source> first = new HashMap<>();

    private Once(String what) {
      this.what = what;
    }

    void name(String name, Source at) {
      if (name.isEmpty()) {
        return;
      }
      Source before = first.putIfAbsent(name, at);
      if (before != null) {
        add(
            at,
            "duplicate-name",
            "another name: each " + what + " has its own",
            Found.quoted(name) + " again, first at line " + before.line(),
            "rename or remove one of the two");
      }
    }
  }
}
