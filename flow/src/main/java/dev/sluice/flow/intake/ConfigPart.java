package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.ConfigSchema;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stage 6: where configuration is kept, how it is checked, and how it goes back.
final class ConfigPart {
  private static final String PROMOTION = "config.promotion";
  private static final String VALIDATION = "config.validation";
  private static final String ROLLBACK = "config.rollback";
  private static final int MOST_SOURCES = 8;

  private final Known known;

  ConfigPart(Known known) {
    this.known = known;
  }

  Fields fields() {
    known.note(
        PROMOTION,
        "settings are versioned in this repository and promoted with the artifact",
        "no file of settings that belongs to an environment was found");
    known.note(
        VALIDATION,
        "settings are checked against a schema before a rollout",
        "no schema, and no job that checks settings, was found");
    known.note(
        ROLLBACK,
        "reverting a commit brings back any earlier version of the settings",
        "they are kept in git");
    Fields fields = new Fields();
    List<ConfigKey> keys = known.facts(ConfigKey.class);
    if (!keys.isEmpty()) {
      fields.put("sources", Node.found(sources(keys), keys.getFirst().source()));
      fields.put("versionedWith", Node.found("git", keys.getFirst().source()));
    }
    fields.put("validation", validation());
    if (!keys.isEmpty() || known.runs()) {
      fields.put(
          "rollback",
          new Fields()
              .put("to", Node.assumed("any-version", ROLLBACK))
              .put(
                  "how",
                  Node.assumed("revert the commit and deploy it like every other", ROLLBACK)));
    }
    return fields;
  }

  /// The files with settings, or their directories when there are many.
  private static List<String> sources(List<ConfigKey> keys) {
    List<String> files = keys.stream().map(k -> k.source().file()).distinct().toList();
    for (int depth = 6; files.size() > MOST_SOURCES && depth > 0; depth--) {
      int parts = depth;
      files = files.stream().map(file -> directory(file, parts)).distinct().toList();
    }
    return files;
  }

  private static String directory(String file, int depth) {
    List<String> parts = List.of(file.split("/", -1));
    int kept = Math.min(depth, parts.size() - 1);
    return kept <= 0 ? file : String.join("/", parts.subList(0, kept));
  }

  private Fields validation() {
    Fields validation = new Fields();
    known.facts(ConfigSchema.class).stream()
        .findFirst()
        .ifPresent(s -> validation.put("schema", Node.found(s.source().file(), s.source())));
    job(known).ifPresent(job -> validation.put("job", job));
    return validation;
  }

  /// The job that checks settings.
  static Optional<Leaf> job(Known known) {
    Stream<Occurrence> checks = known.graph().occurrences(Activity.Kind.VALIDATE_CONFIG).stream();
    return checks
        .filter(o -> !o.node().job().id().isEmpty())
        .findFirst()
        .map(o -> Node.found(o.node().job().id(), o.activity().source()));
  }
}
