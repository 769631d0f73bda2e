package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Everything that one survey saw, in a fixed order, with what it could not look at. Immutable.
public final class Facts {
  private static final Facts NONE = new Facts(List.of());

  private final List<Fact> wholes;
  private final List<Fact> all;
  private final Map<Class<? extends Fact>, List<Fact>> byType;

  private Facts(Collection<? extends Fact> facts) {
    this.wholes = List.copyOf(facts);
    List<Fact> flat = new ArrayList<>(facts.size());
    facts.forEach(fact -> add(fact, flat));
    flat.sort(Comparator.comparing(Fact::source).thenComparing(f -> f.getClass().getSimpleName()));
    this.all = List.copyOf(flat);
    Map<Class<? extends Fact>, List<Fact>> index = new HashMap<>();
    all.forEach(fact -> index.computeIfAbsent(fact.getClass(), c -> new ArrayList<>()).add(fact));
    index.replaceAll((type, list) -> List.copyOf(list));
    this.byType = Map.copyOf(index);
  }

  private static void add(Fact fact, List<Fact> into) {
    into.add(requireNonNull(fact));
    fact.parts().forEach(part -> add(part, into));
  }

  /// Facts of a survey. Parts of facts are listed too, so give each only once, inside its whole.
  public static Facts of(Collection<? extends Fact> facts) {
    return facts.isEmpty() ? NONE : new Facts(facts);
  }

  /// Every fact, by place.
  public List<Fact> all() {
    return all;
  }

  /// Every fact of one type, by place.
  public <T extends Fact> List<T> of(Class<T> type) {
    List<Fact> found = byType.getOrDefault(type, List.of());
    @SuppressWarnings("unchecked") // the index holds under a class only its instances
    List<T> typed = (List<T>) found;
    return typed;
  }

  /// The facts that a predicate keeps. A part stays or leaves with its whole; the predicate sees only wholes.
  public Facts where(Predicate<? super Fact> keep) {
    return of(wholes.stream().filter(keep).toList());
  }

  /// These facts and one more.
  public Facts with(Fact more) {
    List<Fact> longer = new ArrayList<>(wholes);
    longer.add(more);
    return of(longer);
  }
}
