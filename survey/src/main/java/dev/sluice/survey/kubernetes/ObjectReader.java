package dev.sluice.survey.kubernetes;

import dev.sluice.flow.fact.Fact;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/// Says what one object shows. It states what stands there and judges nothing.
///
/// Implementations are stateless, safe for use by many threads, and register themselves with
/// `@AutoService(ObjectReader.class)`.
public interface ObjectReader {
  /// Words of which at least one stands in every file that concerns this reader: other files need
  /// not be parsed.
  Set<String> words();

  /// The facts in an object; none for a kind that doesn't concern this reader.
  Stream<? extends Fact> facts(Placed placed);

  /// Every reader that registered itself.
  static List<ObjectReader> all() {
    return ServiceLoader.load(ObjectReader.class, ObjectReader.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
