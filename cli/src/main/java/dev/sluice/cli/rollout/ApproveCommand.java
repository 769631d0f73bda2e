package dev.sluice.cli.rollout;

import dev.sluice.cli.Exit;
import dev.sluice.cli.site.Person;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.drive.Journal;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunKind;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.approval.Tally;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice approve`: agrees to exactly one release entering an environment, or going on after a
/// step.
public final class ApproveCommand extends OnSite {
  @Override
  void takes(CommandSpec spec) {
    Given.addName(spec, "RUN", "0..1", "What is approved; the run that is open by default.");
  }

  @Override
  int run(Given given) {
    Run run = given.run(null);
    Person person = given.site().person(given.spec());
    Asked asked = asked(given, run);
    Approval approval =
        new Approval(person.name(), person.teams(), asked.release(), asked.scope(), Instant.now());
    Tally tally = asked.tally(approval);
    for (Tally.Refused refused : tally.refused()) {
      String why = refused.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      throw given.wrong("an approval by " + person.name() + " would not count: " + why);
    }
    long seq =
        given
            .site()
            .store()
            .post(run.id(), approval.at(), person.name(), Codec.write(asked.input(approval)));
    if (seq == 0) {
      throw given.wrong(run.id() + " is over");
    }
    given
        .terminal()
        .out()
        .println(person.name() + " approved " + asked.release().brief() + " for " + asked.scope());
    return Exit.OK;
  }

  /// What there is to approve.
  ///
  /// @param rule who may, or null when nobody has to
  private record Asked(
      RunKind kind, ReleaseId release, String scope, @Nullable Rule rule, Set<String> authors) {
    /// What one approval is worth by itself.
    Tally tally(Approval approval) {
      Rule by = rule == null ? Rule.ANYONE_ELSE : rule;
      return by.tally(List.of(approval), release, scope, authors, approval.at());
    }

    Input input(Approval approval) {
      return kind == RunKind.ROLLOUT
          ? new Input.OfRollout(new dev.sluice.release.rollout.Observation.Approved(approval))
          : new Input.OfPromotion(new dev.sluice.release.promotion.Observation.Approved(approval));
    }
  }

  private static Asked asked(Given given, Run run) {
    return switch (new Journal(given.site().store()).brief(run.id())) {
      case Brief.OfRollout b -> rollout(given, run, b.spec());
      case Brief.OfPromotion b ->
          new Asked(
              run.kind(),
              b.candidacy().release().id(),
              b.candidacy().hop().environment(),
              b.candidacy().hop().approvals(),
              b.candidacy().authors());
      case Brief.OfRollback _ -> throw given.wrong("a rollback needs no approval");
    };
  }

  private static Asked rollout(Given given, Run run, Spec spec) {
    State state = Codec.read(run.state(), State.class);
    List<Step> steps = spec.plan().steps();
    if (state instanceof State.Forward f
        && f.step() < steps.size()
        && steps.get(f.step()) instanceof Step.AwaitApproval) {
      return new Asked(
          run.kind(), spec.canary().id(), spec.scope(f.step()), spec.approvals(), spec.authors());
    }
    throw given.wrong(run.id() + " waits for no approval now");
  }
}
