package dev.sluice.cli.check;

import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Problem;
import dev.sluice.survey.Survey;
import dev.sluice.survey.delivery.Deliveries;
import dev.sluice.survey.delivery.Found;
import dev.sluice.survey.delivery.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Surveys a repository and judges every delivery in it.
public final class Check {
  private Check() {}

  /// What came out.
  ///
  /// @param judged one for each delivery without errors, the root first
  /// @param problems errors of `delivery.yaml` files
  /// @param names of all deliveries without errors
  /// @param files how many files were looked at
  public record Result(
      List<Judged> judged, List<Problem> problems, List<String> names, Facts facts, int files) {
    public Result {
      judged = List.copyOf(judged);
      problems = List.copyOf(problems);
      names = List.copyOf(names);
    }

    /// What the flow says about each delivery.
    public List<Assessment> assessments() {
      return judged.stream().map(Judged::assessment).toList();
    }

    /// Full id of the checked-out commit, or null outside git.
    public @Nullable String commit() {
      return facts.of(Repository.class).stream()
          .flatMap(repository -> Stream.ofNullable(repository.commit()))
          .findFirst()
          .orElse(null);
    }
  }

  /// One delivery, the facts in its scope, and what the flow says about it.
  public record Judged(Delivery delivery, Facts facts, Assessment assessment) {}

  /// Judges.
  ///
  /// @param service the one delivery to judge, or null for all
  /// @throws IOException when the directory cannot be listed
  public static Result of(
      Path root,
      boolean everything,
      @Nullable String service,
      @Nullable Profile profile,
      Instant at)
      throws IOException {
    Survey.Result survey = Survey.of(root, everything);
    Facts facts = survey.facts();
    List<Found> found = Deliveries.find(survey.tree(), DeliveryLoader.standard());
    if (found.isEmpty()) {
      found = List.of(new Found(".", new Loaded.Sound(Delivery.none(name(root, facts)))));
    }
    Scope scope = Scope.of(facts, found);
    List<Judged> judged = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Found delivery : found) {
      problems.addAll(delivery.loaded().problems());
      if (delivery.loaded() instanceof Loaded.Sound sound) {
        String name = sound.delivery().metadata().name();
        names.add(name);
        if (service == null || service.equals(name)) {
          Facts own = scope.of(delivery.path());
          Engine engine = new Engine(Criteria.askedOf(own));
          judged.add(
              new Judged(
                  sound.delivery(),
                  own,
                  engine.assess(delivery.path(), sound.delivery(), own, profile, at)));
        }
      }
    }
    return new Result(judged, problems, names, facts, survey.tree().files().size());
  }

  /// The repository's own name; that of its directory outside git.
  private static String name(Path root, Facts facts) {
    return facts.of(Repository.class).stream()
        .map(Repository::name)
        .findFirst()
        .orElse(String.valueOf(root.getFileName()));
  }
}
