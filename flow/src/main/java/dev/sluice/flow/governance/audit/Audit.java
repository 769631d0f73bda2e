package dev.sluice.flow.governance.audit;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.protection.Protections;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decisions are recorded where nobody alters them unseen.
@AutoService(Criterion.class)
public final class Audit implements Criterion {
  private static final Duration MAX_AGE = Duration.ofDays(100);

  private static final Definition DEFINITION =
      Definition.of(
              "governance.audit",
              Stage.GOVERNANCE,
              "Are decisions recorded where they cannot be altered unseen?",
              "A record that can be changed quietly proves nothing to an auditor, nor to whoever"
                  + " looks for what went wrong.",
              "state `store`, `tamperEvidence` and `retention` under `governance.audit`")
          .enforced(
              "keep as code what locks the store: an object lock, an immutability policy or a"
                  + " ledger; or, where the repository is the store, a protection of its default"
                  + " branch that asks for reviews and lets nobody pass")
          .proven("a run of kind `audit-check` found every record unaltered", MAX_AGE)
          .reads(
              IacResource.class,
              BranchProtection.class,
              Pipeline.class,
              Repository.class,
              Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Governance governance = subject.delivery().governance();
    Governance.Audit audit = governance == null ? null : governance.audit();
    if (audit != null) {
      declared(audit, answer);
    }
    Store store = Store.of(audit == null ? null : audit.store());
    if (!locked(store, subject, answer) && audit != null) {
      answer.cannotSee(
          Level.ENFORCED,
          "what keeps " + store.name() + " from being altered is not kept in this repository",
          store.isRepository()
              ? "keep the protection of the default branch as code"
              : "keep the lock of " + store.name() + " as code");
    }
    checked(subject, answer);
    return answer.done();
  }

  private static void declared(Governance.Audit audit, Answer.Builder answer) {
    boolean complete =
        Required.in(audit.at(), "the audit record")
            .key("store", audit.store())
            .key("tamperEvidence", audit.tamperEvidence())
            .key("retention", audit.retention())
            .complete(answer);
    if (complete) {
      answer.declared(
          audit.at().source(),
          "decisions are kept in "
              + audit.store()
              + ", where "
              + audit.tamperEvidence()
              + " shows alterations");
    }
  }

  private static boolean locked(Store store, Subject subject, Answer.Builder answer) {
    boolean locked = false;
    for (IacResource resource : subject.facts(IacResource.class)) {
      if (store.isLockedBy(resource)) {
        answer.enforced(
            resource.source(),
            resource.kind() + " " + resource.name() + " keeps records from being altered");
        locked = true;
      }
    }
    String branch = defaultBranch(subject);
    for (BranchProtection protection : Protections.branches(subject)) {
      if (store.isRepository() && holds(protection, branch)) {
        answer.enforced(
            protection.source(),
            "changes of " + protection.branch() + " need a review, and nobody passes round it");
        locked = true;
      }
    }
    return locked;
  }

  /// A branch that changes only by reviewed requests is not rewritten, so that its history shows
  /// each alteration.
  private static boolean holds(BranchProtection protection, @Nullable String branch) {
    boolean isDefault =
        protection.branch().equals("~DEFAULT_BRANCH")
            || (branch == null
                ? protection.branch().equals("main") || protection.branch().equals("master")
                : protection.branch().equals(branch));
    return isDefault && protection.approvals() > 0 && !protection.bypassable();
  }

  private static @Nullable String defaultBranch(Subject subject) {
    return subject.facts(Repository.class).stream()
        .flatMap(repository -> Stream.ofNullable(repository.defaultBranch()))
        .findFirst()
        .orElse(null);
  }

  private static void checked(Subject subject, Answer.Builder answer) {
    subject.runs(Run.Kind.AUDIT_CHECK).stream()
        .findFirst()
        .ifPresent(run -> {
          if (run.succeeded()) {
            answer.proven(run.source(), run.summary(), run.at());
          } else {
            answer.gap(
                Level.PROVEN,
                run.source(),
                "the last check of the records failed: " + run.summary(),
                "find out what was altered, restore it, and check again");
          }
        });
  }
}
