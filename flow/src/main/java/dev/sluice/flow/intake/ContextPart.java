package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stage 1: services, cadence, constraints, goals and what hurts.
final class ContextPart {
  private static final String SERVICES = "context.services";
  private static final String RELEASE = "context.release-constraints";
  private static final String GOALS = "context.goals";
  private static final String PAIN = "context.pain-points";
  private static final int TAGS_OF_A_RHYTHM = 4;

  private final Known known;

  ContextPart(Known known) {
    this.known = known;
  }

  Fields fields() {
    known.note(
        SERVICES,
        "the services are those that can be built or deployed from here; where no code owner says"
            + " otherwise, "
            + known.owner()
            + " own them; tier 2: people notice an outage and work round it",
        "who owns a service and how much depends on it stands in no file");
    known.note(
        RELEASE,
        "production changes about weekly where no tags show another rhythm, at any time of the"
            + " year, under no compliance regime, and a release may cost five minutes of downtime",
        "these are the commonest answers of teams that wrote nothing down");
    known.note(
        GOALS,
        "a change is out within a day, and a failed release is taken back within the time that is"
            + " written here",
        "these two measures show speed and safety, and need no other tool than the pipeline's own"
            + " record");
    known.note(PAIN, "nothing hurts", "nobody has said otherwise yet");
    Fields fields = new Fields();
    fields.put("services", new Items(Services.of(known).stream().map(this::service).toList()));
    fields.put("cadence", cadence());
    fields.put("constraints", constraints());
    fields.put("goals", goals());
    fields.put("painPoints", painPoints());
    fields.put("signals", signals());
    return fields;
  }

  private Node service(Services.Service service) {
    String inside = service.path().equals(".") ? "README.md" : service.path() + "/README.md";
    Fields fields = new Fields();
    fields
        .put("name", Node.found(service.name(), service.source()))
        .put("path", Node.found(service.path(), service.source()))
        .put("owner", known.owner(inside, SERVICES))
        .put(
            "tier",
            known.follow(
                Question.CRITICALITY,
                Map.of("critical", 1, "internal", 3)
                    .getOrDefault(known.answer(Question.CRITICALITY).orElse(""), 2),
                SERVICES));
    if (!known.runs()) {
      known.graph().occurrences(Activity.Kind.PUBLISH).stream()
          .findFirst()
          .map(Occurrence::activity)
          .ifPresent(p -> fields.put("type", Node.found(ArtifactPart.purpose(p), p.source())));
    }
    return fields;
  }

  private Leaf cadence() {
    return rhythm()
        .filter(seen -> known.answer(Question.CADENCE).isEmpty())
        .orElseGet(() -> known.choose(Question.CADENCE, "weekly", RELEASE));
  }

  /// How often versions were tagged in the year before the newest one.
  private Optional<Leaf> rhythm() {
    List<Tag> tags =
        known.facts(Tag.class).stream().sorted(Comparator.comparing(Tag::at).reversed()).toList();
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    Tag newest = tags.getFirst();
    Instant yearBefore = newest.at().minus(Duration.ofDays(365));
    List<Instant> days =
        tags.stream().map(Tag::at).filter(yearBefore::isBefore).distinct().toList();
    if (days.size() < TAGS_OF_A_RHYTHM) {
      return Optional.empty();
    }
    double between =
        Duration.between(days.getLast(), days.getFirst()).toHours() / 24.0 / (days.size() - 1);
    String word =
        between <= 2
            ? "daily"
            : between <= 10
                ? "weekly"
                : between <= 21 ? "biweekly" : between <= 60 ? "monthly" : "quarterly";
    return Optional.of(Node.found(word, newest.source()));
  }

  private Fields constraints() {
    known.ask(Question.COMPLIANCE);
    Leaf compliance =
        known
            .answer(Question.COMPLIANCE)
            .map(answer -> Node.answered(Question.words(answer).toList(), Question.COMPLIANCE))
            .orElseGet(() -> Node.assumed(List.of("none"), RELEASE));
    return new Fields()
        .put("compliance", compliance)
        .put("freezes", Node.assumed(List.of(), RELEASE))
        .put("maxDowntime", Node.assumed("PT5M", RELEASE));
  }

  private Items goals() {
    List<Node> goals = new ArrayList<>();
    LocalDate day = known.in(Period.ofDays(180));
    String first =
        switch (known.answer(Question.PAIN).orElse("")) {
          case "failures" -> "change-fail-rate";
          case "rare" -> "deployment-frequency";
          default -> "change-lead-time";
        };
    String target =
        switch (first) {
          case "change-fail-rate" -> "10 %";
          case "deployment-frequency" -> "1/week";
          default -> "P1D";
        };
    goals.add(
        new Fields()
            .put("metric", known.follow(Question.PAIN, first, GOALS))
            .put("target", Node.assumed(target, GOALS))
            .put("by", Node.assumed(day, GOALS)));
    goals.add(
        new Fields()
            .put("metric", Node.assumed("failed-deployment-recovery-time", GOALS))
            .put("target", known.follow(Question.RECOVERY, SafetyPart.recovery(known), GOALS))
            .put("by", Node.assumed(day, GOALS)));
    return new Items(goals);
  }

  private Node painPoints() {
    String pain = known.answer(Question.PAIN).orElse("nothing");
    String text =
        switch (pain) {
          case "slow" -> "a change waits days before it is out";
          case "failures" -> "releases break things";
          case "recovery" -> "going back after a bad release takes too long";
          case "rare" -> "releases are rare and large";
          default -> "";
        };
    if (text.isEmpty()) {
      return known.follow(Question.PAIN, List.of(), PAIN);
    }
    String hurts =
        switch (pain) {
          case "failures" -> "change-fail-rate";
          case "recovery" -> "failed-deployment-recovery-time";
          case "rare" -> "deployment-frequency";
          default -> "change-lead-time";
        };
    return new Items(
        List.of(
            new Fields()
                .put("text", Node.answered(text, Question.PAIN))
                .put("hurts", Node.answered(hurts, Question.PAIN))));
  }

  private Fields signals() {
    Fields signals = new Fields();
    known
        .answer(Question.CRITICALITY)
        .ifPresent(answer ->
            signals.put(
                "risk",
                Node.answered(
                    Map.of("critical", "high", "internal", "low").getOrDefault(answer, "medium"),
                    Question.CRITICALITY)));
    return signals;
  }
}
