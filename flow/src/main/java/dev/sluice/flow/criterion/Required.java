package dev.sluice.flow.criterion;

import dev.sluice.flow.delivery.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys that an entry of `delivery.yaml` has to have before it declares anything. Used by one
/// thread, for one entry.
public final class Required {
  private final Origin at;
  private final String what;
  private final List<String> lacking = new ArrayList<>();

  private Required(Origin at, String what) {
    this.at = at;
    this.what = what;
  }

  /// Begins with an entry.
  ///
  /// @param what what the entry is about, as the subject of a sentence
  public static Required in(Origin at, String what) {
    return new Required(at, what);
  }

  /// Asks for a key.
  ///
  /// @param value its value; null, or empty, when it lacks
  public Required key(String name, @Nullable Object value) {
    boolean empty = value instanceof Collection<?> many && many.isEmpty();
    return written(name, value != null && !empty);
  }

  /// Asks for a key whose empty list says "none".
  public Required written(String name, boolean is) {
    if (!is) {
      lacking.add("`" + name + "`");
    }
    return this;
  }

  /// Whether every key is there; otherwise the answer gets a gap that names those that lack.
  public boolean complete(Answer.Builder answer) {
    if (lacking.isEmpty()) {
      return true;
    }
    String all = String.join(", ", lacking);
    answer.gap(Level.DECLARED, at.source(), what + " has no " + all, "add " + all);
    return false;
  }
}
