package dev.sluice.flow.ci.reproduciblebuild;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.Pin;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.UpdateBot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The same commit builds the same thing, today and next year.
@AutoService(Criterion.class)
public final class ReproducibleBuild implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.reproducible-build",
              Stage.CI,
              "Is everything that a build uses pinned by its content?",
              "What a tag names can change between the test and the release, and whoever takes over an action's tag runs code in every pipeline that uses it.",
              "list `ci.builds.pins` (actions, base-images, tools, dependencies) and set `timeouts: true`")
          .enforced(
              "pin actions by commit, images by digest and dependencies by lock file, and give each job a timeout")
          .reads(
              Pipeline.class,
              BaseImage.class,
              PackageManifest.class,
              UpdateBot.class,
              Repository.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Ci ci = subject.delivery().ci();
    Ci.Builds builds = ci == null ? null : ci.builds();
    new Observed(subject, answer).look(builds != null && Boolean.TRUE.equals(builds.timeouts()));
    declared(builds, answer);
    return answer.done();
  }

  private static void declared(Ci.@Nullable Builds builds, Answer.Builder answer) {
    if (builds == null || builds.pins().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "what a build pins is not declared",
          "set `ci.builds: {pins: [actions, base-images, tools, dependencies], timeouts: true}`");
      return;
    }
    answer.declared(builds.at().of("pins"), "a build pins " + names(builds.pins().stream()));
    String missing = names(Arrays.stream(Pin.values()).filter(pin -> !builds.pins().contains(pin)));
    if (!missing.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          builds.at().of("pins"),
          "a build is not declared to pin " + missing,
          "add " + missing + " to `pins`");
    }
  }

  private static String names(Stream<Pin> pins) {
    return pins.map(pin -> pin.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }
}
