package dev.sluice.flow.context.services;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Deployable;
import java.util.List;

/// Each service in scope is known, and whatever can be deployed from the repository is one of them.
@AutoService(Criterion.class)
public final class Services implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "context.services",
              Stage.CONTEXT,
              "Does each service in scope have an owner, a tier and a path, and is none left out?",
              "What nobody declared has no owner, no gates and no way back, and is found out when it breaks.",
              "list each service under `context.services` with `name`, `path`, `owner` and `tier`")
          .reads(Deployable.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Context context = subject.delivery().context();
    List<Context.Service> services = context == null ? List.of() : context.services();
    List<Deployable> deployables = subject.facts(Deployable.class);
    services.forEach(service -> declared(service, answer));
    if (services.isEmpty()) {
      deployables.forEach(d -> answer.information(d.source(), named(d) + " can be deployed"));
    } else {
      Scope scope = new Scope(subject.path(), services, deployables);
      deployables.stream()
          .filter(d -> !scope.covers(d))
          .forEach(d -> undeclared(d, scope.isOwn(d), answer));
    }
    return answer.done();
  }

  private static void declared(Context.Service service, Answer.Builder answer) {
    boolean complete =
        Required.in(service.at(), "service " + service.name())
            .key("path", service.path())
            .key("owner", service.owner())
            .key("tier", service.tier())
            .complete(answer);
    if (complete) {
      answer.declared(
          service.at().source(),
          service.name()
              + " in "
              + service.path()
              + " belongs to "
              + service.owner()
              + ", tier "
              + service.tier());
    }
  }

  private static void undeclared(Deployable deployable, boolean own, Answer.Builder answer) {
    if (!own) {
      answer.information(
          deployable.source(), named(deployable) + " is deployed here, and is no declared service");
      return;
    }
    answer.contradicted(
        deployable.source(),
        named(deployable) + " can be deployed, but no entry of `context.services` covers it",
        "add {name: %s, path: %s, owner: …, tier: …} to `context.services`"
            .formatted(deployable.name(), deployable.path()));
  }

  private static String named(Deployable deployable) {
    return deployable.name() + " (" + deployable.via() + ")";
  }
}
