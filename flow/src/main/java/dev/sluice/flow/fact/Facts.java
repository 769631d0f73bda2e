package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Everything that one survey saw, in a fixed order, with what it could not look at. Immutable.
public final class Facts {
  private static final Comparator<Fact> BY_PLACE =
      Comparator.comparing(Fact::source)
          .thenComparing(f -> f.getClass().getSimpleName())
          .thenComparing(Facts::environment)
          .thenComparing(Object::toString); // readers run in any order, listings may not
  private static final Facts NONE = new Facts(List.of());

  private final List<Fact> wholes;
  private final Map<Class<? extends Fact>, List<Fact>> byType;

  private Facts(Collection<? extends Fact> facts) {
    this.wholes = List.copyOf(facts);
    List<Fact> flat = new ArrayList<>(facts.size());
    facts.forEach(fact -> add(fact, flat));
    flat.sort(BY_PLACE);
    Map<Class<? extends Fact>, List<Fact>> index = new HashMap<>();
    flat.forEach(fact -> index.computeIfAbsent(fact.getClass(), c -> new ArrayList<>()).add(fact));
    index.replaceAll((type, list) -> List.copyOf(list));
    this.byType = Map.copyOf(index);
  }

  private Facts(Facts one, Facts other) {
    List<Fact> both = new ArrayList<>(one.wholes.size() + other.wholes.size());
    both.addAll(one.wholes);
    both.addAll(other.wholes);
    this.wholes = Collections.unmodifiableList(both);
    Map<Class<? extends Fact>, List<Fact>> index = new HashMap<>(one.byType);
    other.byType.forEach((type, list) -> index.merge(type, list, Facts::merged));
    this.byType = Map.copyOf(index);
  }

  private static List<Fact> merged(List<Fact> one, List<Fact> other) {
    List<Fact> both = new ArrayList<>(one.size() + other.size());
    both.addAll(one);
    both.addAll(other);
    both.sort(BY_PLACE); // two runs in order: merged in one pass
    return Collections.unmodifiableList(both);
  }

  private static void add(Fact fact, List<Fact> into) {
    into.add(requireNonNull(fact));
    fact.parts().forEach(part -> add(part, into));
  }

  private static String environment(Fact fact) {
    return fact instanceof InEnvironment in ? requireNonNullElse(in.environment(), "") : "";
  }

  /// Facts of a survey. Parts of facts are listed too, so give each only once, inside its whole.
  public static Facts of(Collection<? extends Fact> facts) {
    return facts.isEmpty() ? NONE : new Facts(facts);
  }

  /// Every fact, by place.
  public List<Fact> all() {
    return byType.values().stream().flatMap(List::stream).sorted(BY_PLACE).toList();
  }

  /// Every fact that is no part of another, in no particular order.
  public List<Fact> wholes() {
    return wholes;
  }

  /// Every fact of one type, by place.
  public <T extends Fact> List<T> of(Class<T> type) {
    List<Fact> found = byType.getOrDefault(type, List.of());
    @SuppressWarnings("unchecked") // the index holds under a class only its instances
    List<T> typed = (List<T>) found;
    return typed;
  }

  /// The facts that a predicate keeps. A part stays or leaves with its whole; the predicate sees
  /// only wholes.
  public Facts where(Predicate<? super Fact> keep) {
    return of(wholes.stream().filter(keep).toList());
  }

  /// These facts and others. Cheap: lists that only one side has are shared.
  public Facts and(Facts others) {
    return wholes.isEmpty() ? others : others.wholes.isEmpty() ? this : new Facts(this, others);
  }

  /// These facts and one more.
  public Facts with(Fact more) {
    return and(of(List.of(more)));
  }
}
