package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Binder;
import dev.sluice.flow.binding.Bound;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a `delivery.yaml` into a [Delivery], or says everything that is wrong with it. Stateless.
public final class DeliveryLoader {
  /// Larger files are refused: nobody writes them by hand.
  public static final int MAX_BYTES = 1024 * 1024;

  private final Map<String, Definition> criteria;

  /// @param criteria what bars, exceptions, assumptions and pain points may name
  public DeliveryLoader(Collection<Definition> criteria) {
    this.criteria =
        criteria.stream()
            .collect(Collectors.toUnmodifiableMap(Definition::id, Function.identity()));
  }

  /// A loader that knows every criterion that registered itself.
  public static DeliveryLoader standard() {
    return new DeliveryLoader(Criteria.all().stream().map(Criterion::definition).toList());
  }

  /// Reads one file.
  ///
  /// @param file its path relative to the root of the repository, with `/`
  public Loaded load(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return new Loaded.Refused(
          List.of(
              new Problem(
                  Source.of(file),
                  "file-too-large",
                  "a file of at most 1 MB",
                  bytes.length / 1024 + " kB",
                  "split it: one delivery.yaml for each service directory")));
    }
    return load(file, YamlReader.read(file, bytes));
  }

  /// Takes a file of bounded size that is parsed already.
  ///
  /// @param file its path relative to the root of the repository, with `/`
  public Loaded load(String file, YamlFile yaml) {
    if (!yaml.complete()) {
      return new Loaded.Refused(yaml.problems());
    }
    if (yaml.documents().size() != 1) {
      return new Loaded.Refused(
          Stream.concat(yaml.problems().stream(), Stream.of(notOne(file, yaml.documents())))
              .toList());
    }
    return bind(file, yaml.documents().getFirst(), yaml.problems());
  }

  private static Problem notOne(String file, List<Yaml> documents) {
    return documents.isEmpty()
        ? new Problem(
            Source.of(file),
            "empty-file",
            "a delivery",
            "an empty file",
            "begin with `apiVersion: sluice.dev/v1`, or remove the file")
        : new Problem(
            documents.get(1).source(),
            "several-documents",
            "one document",
            documents.size() + " of them",
            "keep one; in a monorepo each service directory has a delivery.yaml of its own");
  }

  private Loaded bind(String file, Yaml document, List<Problem> before) {
    Bound<Delivery> bound = Binder.bind(document, Delivery.class);
    List<Problem> problems = new ArrayList<>(before);
    problems.addAll(bound.problems());
    Delivery delivery = bound.value();
    if (delivery == null) {
      return new Loaded.Refused(problems);
    }
    Report report = new Report();
    ConstraintChecks.check(delivery, report);
    EnvironmentChecks.check(delivery, report);
    StrategyChecks.check(delivery, report);
    TargetChecks.check(delivery, report);
    ReleaseChecks.check(delivery, report);
    CriterionChecks.check(delivery, criteria, report);
    DecisionChecks.check(delivery, criteria, report);
    NameChecks.check(delivery, report);
    PathChecks.check(file, delivery, report);
    PartyChecks.check(delivery, document, report);
    problems.addAll(report.problems());
    return problems.isEmpty()
        ? new Loaded.Sound(delivery)
        : new Loaded.Refused(problems.stream().distinct().sorted().toList());
  }
}
