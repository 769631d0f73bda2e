package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.port.Pair;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollout.Spec;
import java.util.List;

/// What a run was begun with. With the inputs that followed, it gives every state again.
public sealed interface Brief {
  /// Name of the run.
  String id();

  /// The service that it is about; of several, the first.
  String service();

  /// The environment that it is about.
  String environment();

  /// A rollout.
  ///
  /// @param holds what was on hold when it began
  /// @param generation number of the last order that the target was given by anyone
  /// @param criteria what its judges judge by
  /// @param aftermath what follows when it goes back
  record OfRollout(
      Spec spec, Holds holds, long generation, List<Cd.Analysis> criteria, Aftermath aftermath)
      implements Brief {
    public OfRollout {
      requireNonNull(spec, "spec");
      requireNonNull(holds, "holds");
      criteria = List.copyOf(criteria);
      requireNonNull(aftermath, "aftermath");
    }

    @Override
    public String id() {
      return spec.id();
    }

    @Override
    public String service() {
      return spec.canary().service();
    }

    @Override
    public String environment() {
      return spec.environment();
    }

    /// The two releases that it is between.
    public Pair pair() {
      return new Pair(service(), environment(), spec.stable(), spec.canary());
    }
  }

  /// A rollback.
  ///
  /// @param back whether the traffic is back already, so that only recovery is to be proven
  /// @param checks the analyses among its checks, each made for every member
  record OfRollback(
      dev.sluice.release.rollback.Spec spec,
      String environment,
      boolean back,
      List<Cd.Analysis> checks)
      implements Brief {
    public OfRollback {
      requireNonNull(spec, "spec");
      requireNonNull(environment, "environment");
      checks = List.copyOf(checks);
    }

    @Override
    public String id() {
      return spec.id();
    }

    @Override
    public String service() {
      return spec.members().getFirst().service();
    }

    /// Name of the rollback that follows a rollout.
    public static String after(String rollout) {
      return rollout + "-back";
    }

    /// Name of the run that finds out whether it helped that a rollout or rollback has taken
    /// something back.
    public static String recovery(String run) {
      return run + "-recovery";
    }

    /// The two releases that a member is between: the good one is the stable side.
    public Pair pair(Member member) {
      return new Pair(member.service(), environment, member.good(), member.bad());
    }
  }

  /// A release that wants to enter an environment.
  record OfPromotion(Candidacy candidacy) implements Brief {
    public OfPromotion {
      requireNonNull(candidacy, "candidacy");
    }

    @Override
    public String id() {
      return candidacy.id();
    }

    @Override
    public String service() {
      return candidacy.release().service();
    }

    @Override
    public String environment() {
      return candidacy.hop().environment();
    }
  }
}
