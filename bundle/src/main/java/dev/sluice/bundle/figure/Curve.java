package dev.sluice.bundle.figure;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The weight of a rollout over time.
final class Curve {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(s|m|h|d)?");

  private final List<Stretch> stretches = new ArrayList<>();

  private Curve() {}

  /// The curve of a declared strategy; empty when none of them is written.
  static List<Stretch> of(Cd.Strategy strategy) {
    Curve curve = new Curve();
    Cd.Shadow shadow = strategy.shadow();
    if (shadow != null) {
      Integer share = shadow.share();
      String mirrored =
          (share == null ? "" : share + " % of ") + "requests mirrored, unseen by users";
      curve.add(
          Stretch.of(0, mirrored).lasting(shadow.duration()).judged(names(shadow.analysis())));
    }
    Cd.Canary canary = strategy.canary();
    Cd.BlueGreen blueGreen = strategy.blueGreen();
    Cd.Rolling rolling = strategy.rolling();
    if (canary != null) {
      curve.canary(canary);
    } else if (blueGreen != null) {
      curve.blueGreen(blueGreen);
    } else if (rolling != null) {
      curve.rolling(rolling);
    } else if (strategy.bigBang() != null) {
      curve.add(Stretch.of(100, "everything at once"));
    }
    return Steps.merged(curve.stretches);
  }

  /// The curve of an object that was seen; empty when it has no steps.
  static List<Stretch> of(RolloutObject object) {
    Curve curve = new Curve();
    for (RolloutStep step : object.steps()) {
      Integer weight = step.weight();
      if (weight != null) {
        curve.add(Stretch.of(weight, ""));
      }
      String duration = step.duration();
      if (duration != null) {
        curve.last(curve.last().lasting(span(duration)));
      } else if (step.kind().equals("pause")) {
        curve.last(curve.last().approved());
      } else if (step.kind().equals("analysis")) {
        List<String> names =
            object.analyses().stream().map(analysis -> analysis.value()).distinct().toList();
        curve.last(curve.last().judged(names.isEmpty() ? List.of("an analysis") : names));
      }
    }
    boolean some = !curve.stretches.isEmpty();
    if (some && curve.last().weight() < 100) {
      curve.add(Stretch.of(100, ""));
    }
    return some && object.strategy().equals("canary") ? Steps.merged(curve.stretches) : List.of();
  }

  private void canary(Cd.Canary canary) {
    for (Cd.Step step : canary.steps()) {
      Integer weight = step.setWeight();
      Cd.Pause pause = step.pause();
      String analysis = step.analysis();
      if (weight != null) {
        add(Stretch.of(weight, ""));
      } else if (pause != null) {
        Stretch longer = last().lasting(pause.duration());
        last(Boolean.TRUE.equals(pause.approval()) ? longer.approved() : longer);
      } else if (analysis != null) {
        List<String> by = new ArrayList<>(last().judgedBy());
        by.add(analysis);
        last(last().judged(by));
      }
    }
    if (stretches.isEmpty() || last().weight() < 100) {
      add(Stretch.of(100, ""));
    }
    Duration bake = canary.bake();
    if (bake != null) {
      last(last().lasting(bake).judged(names(canary.analysis())));
    }
  }

  private void blueGreen(Cd.BlueGreen strategy) {
    boolean byItself = !Boolean.FALSE.equals(strategy.autoPromotion());
    List<String> judges = names(strategy.analysis());
    Stretch beside = Stretch.of(0, "new side up beside the old one").judged(judges);
    add(byItself ? beside : beside.approved());
    Duration kept = strategy.scaleDownDelay();
    String old = kept == null ? "" : "old side kept for " + Words.span(kept);
    Duration bake = strategy.bake();
    Stretch end = Stretch.of(100, old).lasting(bake);
    add(bake == null ? end : end.judged(judges));
  }

  private void rolling(Cd.Rolling rolling) {
    List<String> judges = names(rolling.analysis());
    Duration bake = rolling.bake();
    Stretch growing = Stretch.of(100, surge(rolling)).growing();
    add(bake == null ? growing.judged(judges) : growing);
    if (bake != null) {
      add(Stretch.of(100, "").lasting(bake).judged(judges));
    }
  }

  private static String surge(Cd.Rolling rolling) {
    List<String> words = new ArrayList<>(List.of("instance by instance"));
    String surge = rolling.maxSurge();
    if (surge != null) {
      words.add("at most " + surge + " extra");
    }
    String missing = rolling.maxUnavailable();
    if (missing != null) {
      words.add("at most " + missing + " missing");
    }
    return String.join(", ", words);
  }

  private static List<String> names(List<Cd.Analysis> analyses) {
    return analyses.stream().map(Cd.Analysis::name).toList();
  }

  private void add(Stretch stretch) {
    stretches.add(stretch);
  }

  private Stretch last() {
    if (stretches.isEmpty()) {
      add(Stretch.of(0, ""));
    }
    return stretches.getLast();
  }

  private void last(Stretch stretch) {
    stretches.set(stretches.size() - 1, stretch);
  }

  /// `2m` or `90` as a duration; null for an expression.
  private static @Nullable Duration span(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit == null) {
      return Duration.ofSeconds(count);
    }
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
