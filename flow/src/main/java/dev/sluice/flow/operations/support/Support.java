package dev.sluice.flow.operations.support;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Operations;
import java.util.List;

/// Each service has somebody who helps, and hours in which they do.
@AutoService(Criterion.class)
public final class Support implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "operations.support",
          Stage.OPERATIONS,
          "Does each service have an owner who helps, and hours in which they do?",
          "Whoever needs help at night finds out then that nobody was ever meant to give it.",
          "list each service under `operations.support` with `owner` and `hours`");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    List<Operations.Support> support = operations == null ? List.of() : operations.support();
    support.forEach(entry -> one(entry, answer));
    if (operations != null && !support.isEmpty()) {
      services(subject).stream()
          .filter(name -> support.stream().noneMatch(s -> s.service().equals(name)))
          .forEach(name ->
              answer.gap(
                  Level.DECLARED,
                  operations.at().of("support"),
                  "nobody helps with " + name,
                  "add " + name + " to `support`"));
    }
    return answer.done();
  }

  private static List<String> services(Subject subject) {
    Context context = subject.delivery().context();
    return context == null
        ? List.of()
        : context.services().stream().map(Context.Service::name).toList();
  }

  private static void one(Operations.Support support, Answer.Builder answer) {
    if (support.owner() == null) {
      answer.gap(
          Level.DECLARED,
          support.at().source(),
          "who helps with " + support.service() + " is not said",
          "add `owner`");
    } else if (support.hours() == null) {
      answer.gap(
          Level.DECLARED,
          support.at().source(),
          "when " + support.owner() + " helps with " + support.service() + " is not said",
          "add `hours`: 24x7, or days and hours with a time zone");
    } else {
      answer.declared(
          support.at().source(),
          support.owner() + " helps with " + support.service() + " " + support.hours());
    }
  }
}
