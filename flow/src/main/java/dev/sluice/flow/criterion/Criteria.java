package dev.sluice.flow.criterion;

import dev.sluice.flow.fact.BundleDocument;
import dev.sluice.flow.fact.Facts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Every criterion that registered itself, by stage and id.
public final class Criteria {
  private static final List<Criterion> ALL =
      ServiceLoader.load(Criterion.class, Criteria.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(
              Comparator.comparing((Criterion c) -> c.definition().stage())
                  .thenComparing(c -> c.definition().id()))
          .toList();

  private Criteria() {}

  /// Every criterion.
  public static List<Criterion> all() {
    return ALL;
  }

  /// The criteria that are asked of what was seen: the bundle is judged only where one lies.
  public static List<Criterion> askedOf(Facts facts) {
    boolean bundled = !facts.of(BundleDocument.class).isEmpty();
    return ALL.stream().filter(c -> bundled || c.definition().stage() != Stage.BUNDLE).toList();
  }

  /// The criteria of one stage.
  public static List<Criterion> of(Stage stage) {
    return ALL.stream().filter(c -> c.definition().stage() == stage).toList();
  }

  /// The criterion with an id.
  public static Optional<Criterion> find(String id) {
    return ALL.stream().filter(c -> c.definition().id().equals(id)).findFirst();
  }
}
