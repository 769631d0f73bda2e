package dev.sluice.cli.rollout;

import dev.sluice.cli.Exit;
import dev.sluice.cli.site.Person;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.drive.Kept;
import dev.sluice.engine.store.Message;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.approval.Tally;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.unit.ReleaseId;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    if (!run.open()) {
      throw given.wrong(run.id() + " is over");
    }
    Person person = given.site().person(given.spec());
    Asked asked = asked(given, run);
    Approval approval =
        new Approval(person.name(), person.teams(), asked.release(), asked.scope(), Instant.now());
    Tally tally = asked.tally(approval);
    for (Tally.Refused refused : tally.refused()) {
      String why = why(refused.why(), asked.rule());
      throw given.wrong("an approval by " + person.name() + " would not count: " + why);
    }
    Store store = given.site().store();
    Tally all = asked.with(sent(store, run), approval);
    if (store.post(run.id(), approval.at(), person.name(), Codec.write(asked.input(approval)))
        == 0) {
      throw given.wrong(run.id() + " is over");
    }
    PrintStream out = given.terminal().out();
    out.println(person.name() + " approved " + asked.release().brief() + " for " + asked.scope());
    if (all.missing() > 0) {
      out.println(all.missing() + " of " + all.quorum() + " approvals are still missing");
    }
    return Exit.OK;
  }

  private static String why(Tally.Why why, Rule rule) {
    return switch (why) {
      case OWN_CHANGE -> "who made the change may not approve it";
      case NOT_NAMED -> "only " + String.join(", ", rule.from()) + " may approve it";
      case NOBODY, OTHER_RELEASE, OTHER_SCOPE, NOT_YET, EXPIRED ->
          why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /// Approvals that no engine has taken in yet.
  private static List<Approval> sent(Store store, Run run) {
    List<Approval> all = new ArrayList<>();
    for (Message message : store.inbox(run.id(), run.inboxUpTo())) {
      switch (Codec.read(message.json(), Input.class)) {
        case Input.OfRollout(dev.sluice.release.rollout.Observation.Approved approved) ->
            all.add(approved.approval());
        case Input.OfPromotion(dev.sluice.release.promotion.Observation.Approved approved) ->
            all.add(approved.approval());
        case Input.OfRollout _, Input.OfPromotion _, Input.OfRollback _, Input.Measured _ -> {}
      }
    }
    return all;
  }

  /// What there is to approve.
  ///
  /// @param rule who may
  /// @param before who has already
  private record Asked(
      RunKind kind,
      ReleaseId release,
      String scope,
      Rule rule,
      Set<String> authors,
      List<Approval> before) {
    /// What one approval is worth by itself.
    Tally tally(Approval approval) {
      return rule.tally(List.of(approval), release, scope, authors, approval.at());
    }

    /// What it is worth with those before it.
    Tally with(List<Approval> sent, Approval approval) {
      List<Approval> all = new ArrayList<>(before);
      all.addAll(sent);
      all.add(approval);
      return rule.tally(all, release, scope, authors, approval.at());
    }

    Input input(Approval approval) {
      return kind == RunKind.ROLLOUT
          ? new Input.OfRollout(new dev.sluice.release.rollout.Observation.Approved(approval))
          : new Input.OfPromotion(new dev.sluice.release.promotion.Observation.Approved(approval));
    }
  }

  private static Asked asked(Given given, Run run) {
    return switch (run.kind()) {
      case ROLLOUT -> rollout(given, run, Kept.rollout(run));
      case PROMOTION -> promotion(given, run, Kept.promotion(run).candidacy());
      case ROLLBACK, RECOVERY -> throw given.wrong("a rollback needs no approval");
    };
  }

  private static Asked promotion(Given given, Run run, Candidacy c) {
    Rule rule = c.hop().approvals();
    if (rule == null) {
      throw given.wrong("nobody has to approve what enters " + c.hop().environment());
    }
    return new Asked(
        run.kind(), c.release().id(), c.hop().environment(), rule, c.authors(), c.approvals());
  }

  private static Asked rollout(Given given, Run run, State state) {
    Spec spec = state.spec();
    List<Step> steps = spec.plan().steps();
    if (state instanceof State.Forward f
        && f.step() < steps.size()
        && steps.get(f.step()) instanceof Step.AwaitApproval) {
      return new Asked(
          run.kind(),
          spec.canary().id(),
          spec.scope(f.step()),
          spec.approvals(),
          spec.authors(),
          f.approvals());
    }
    throw given.wrong(run.id() + " waits for no approval now");
  }
}
