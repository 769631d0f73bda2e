package dev.sluice.cli.check;

import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.source.Problem;
import dev.sluice.survey.Survey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Surveys a repository and judges every delivery in it.
final class Check {
  private Check() {}

  /// What came out.
  ///
  /// @param assessments one for each delivery without errors, by path
  /// @param problems errors of `delivery.yaml` files
  /// @param names of all deliveries
  /// @param files how many files were looked at
  record Result(
      List<Assessment> assessments,
      List<Problem> problems,
      List<String> names,
      Facts facts,
      int files) {}

  /// Judges.
  ///
  /// @param service the one delivery to judge, or null for all
  /// @throws IOException when the directory cannot be listed
  static Result of(
      Path root,
      boolean everything,
      @Nullable String service,
      @Nullable Profile profile,
      Instant at)
      throws IOException {
    Survey.Result survey = Survey.of(root, everything);
    Facts facts = survey.facts();
    String name =
        facts.of(Repository.class).stream()
            .map(Repository::name)
            .findFirst()
            .orElse(String.valueOf(root.getFileName()));
    Engine engine = new Engine(Criteria.all());
    List<Assessment> assessments =
        service == null || service.equals(name)
            ? List.of(engine.assess(".", Delivery.none(name), facts, profile, at))
            : List.of();
    return new Result(assessments, List.of(), List.of(name), facts, survey.tree().files().size());
  }
}
