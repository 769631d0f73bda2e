package dev.sluice.flow.releasesafety.schemacompatibility;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.Schema;
import dev.sluice.flow.delivery.ReleaseSafety.SchemaStrategy;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.measurement.IsoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The previous version still runs after every schema change that a rollback may have to cross.
@AutoService(Criterion.class)
public final class SchemaCompatibility implements Criterion {
  /// How long a rollback may have to cross a migration when nobody states it.
  private static final Duration USUAL_WINDOW = Duration.ofDays(7);

  /// Tools that refuse a migration which the previous version could not live with, or that keep
  /// both schemas alive.
  private static final Set<String> CHECKERS =
      Set.of(
          "squawk",
          "atlas",
          "pgroll",
          "reshape",
          "django-migration-linter",
          "strong_migrations",
          "skeema");

  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.schema-compatibility",
              Stage.RELEASE_SAFETY,
              "Does the previous version still run after every schema change inside the rollback window?",
              "Once a migration took away what the previous version reads, rolling back breaks more than the release did.",
              "state `releaseSafety.schema` with `strategy: expand-contract`, `rollbackWindow` and `onIncompatible`")
          .enforced(
              "check every migration in the pipeline with a tool that refuses incompatible ones (squawk, atlas, …)")
          .reads(Migration.class, Pipeline.class, Step.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<Migration> migrations = subject.facts(Migration.class);
    if (migrations.isEmpty() && !keepsData(subject)) {
      return Answer.notApplicable(
          "no schema migrations here, and no service declares a data store",
          List.of(Migration.class));
    }
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    Schema schema = safety == null ? null : safety.schema();
    if (schema != null) {
      declared(schema, answer);
    }
    Duration window = schema == null ? null : schema.rollbackWindow();
    Latest latest = Latest.of(migrations);
    migrations.stream()
        .filter(m -> m.destructive() != null)
        .forEach(m -> destructive(m, latest, window, schema != null, subject.at(), answer));
    checked(subject.facts(Step.class), answer);
    return answer.done();
  }

  private static boolean keepsData(Subject subject) {
    Context context = subject.delivery().context();
    return context != null && context.services().stream().anyMatch(s -> !s.data().isEmpty());
  }

  private static void declared(Schema schema, Answer.Builder answer) {
    SchemaStrategy strategy = schema.strategy();
    if (strategy == null || strategy == SchemaStrategy.NONE) {
      answer.gap(
          Level.DECLARED,
          schema.at().of("strategy"),
          "no way of changing the schema keeps the previous version running",
          "set `strategy: expand-contract`");
    } else if (schema.rollbackWindow() == null) {
      answer.gap(
          Level.DECLARED,
          schema.at().source(),
          "how long the previous version has to run after a change is not said",
          "add `rollbackWindow`, `P7D` say");
    } else if (schema.onIncompatible() == null) {
      answer.gap(
          Level.DECLARED,
          schema.at().source(),
          "what happens when a rollback would cross an incompatible change is not said",
          "add `onIncompatible: freeze` or `onIncompatible: roll-forward`");
    } else {
      answer.declared(
          schema.at().source(),
          strategy.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + " with a rollback window of "
              + IsoDuration.of(schema.rollbackWindow()));
    }
  }

  private static void destructive(
      Migration migration,
      Latest latest,
      @Nullable Duration declared,
      boolean promised,
      Instant at,
      Answer.Builder answer) {
    Duration window = declared == null ? USUAL_WINDOW : declared;
    Instant committed = migration.committed();
    String what = "migration " + migration.version() + ": " + migration.destructive();
    if (latest.first(migration)) {
      return; // before it there was no version to roll back to
    }
    if (committed != null && committed.plus(window).isAfter(at)) {
      answer.contradicted(
          migration.source(),
          what + " of " + committed + " is inside the rollback window of " + IsoDuration.of(window),
          "drop it in a later release, when no version that may come back still uses it");
    } else if (committed == null && latest.last(migration)) {
      if (promised) {
        answer.contradicted(
            migration.source(),
            what + " in the newest migration, which a rollback has to cross",
            "drop it in a later release, when no version that may come back still uses it");
      } else {
        answer.information(
            migration.source(),
            what + " in the newest migration; its age is not known without git history");
      }
    }
  }

  private static void checked(List<Step> steps, Answer.Builder answer) {
    List<Activity> checks =
        steps.stream()
            .filter(step -> step.continueOnError() == null)
            .flatMap(step -> step.activities().stream())
            .filter(a -> CHECKERS.contains(a.tool().toLowerCase(Locale.ROOT).split("\\s", 2)[0]))
            .toList();
    checks.stream()
        .filter(a -> a.ignored() == null)
        .forEach(a -> answer.enforced(a.source(), a.tool() + " refuses incompatible migrations"));
    if (checks.stream().allMatch(a -> a.ignored() != null)) {
      answer.gap(
          Level.ENFORCED,
          "no step of a pipeline checks migrations for compatibility",
          "add a blocking step that checks them, `squawk` say");
    }
  }
}
