package dev.sluice.flow.operations.improvement;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.measurement.IsoDuration;
import java.util.ArrayList;
import java.util.List;

/// The platform gets better on purpose.
@AutoService(Criterion.class)
public final class Improvement implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "operations.improvement",
          Stage.OPERATIONS,
          "Is the platform reviewed, its debt ranked, and each improvement checked?",
          "Without a rhythm the platform is mended only where it broke last.",
          "state `every`, `owner`, `ranking` and `check` under `operations.improvement`");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    Operations.Improvement improvement = operations == null ? null : operations.improvement();
    if (improvement == null) {
      return answer.done();
    }
    List<String> lacks = new ArrayList<>();
    if (improvement.every() == null) {
      lacks.add("`every`");
    }
    if (improvement.owner() == null) {
      lacks.add("`owner`");
    }
    if (improvement.ranking() == null) {
      lacks.add("`ranking`");
    }
    if (improvement.check() == null) {
      lacks.add("`check`");
    }
    if (lacks.isEmpty()) {
      answer.declared(
          improvement.at().source(),
          improvement.owner() + " leads a review every " + IsoDuration.of(improvement.every()));
    } else {
      String all = String.join(", ", lacks);
      answer.gap(
          Level.DECLARED,
          improvement.at().source(),
          "the review of the platform has no " + all,
          "add " + all);
    }
    return answer.done();
  }
}
