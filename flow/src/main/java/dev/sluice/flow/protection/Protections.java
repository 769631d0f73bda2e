package dev.sluice.flow.protection;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Pipeline;
import java.util.List;

/// The settings of the code host that files of the repository make hold.
///
/// Terraform and a settings app bring their files to the host. A file that was only exported says
/// what held on one day: it counts where a pipeline asks the host by the clock.
public final class Protections {
  /// What brought the facts of a file that nothing applies.
  public static final String EXPORTED = "exported settings";

  private Protections() {}

  /// The protections of branches that hold. A criterion that asks reads [Pipeline] too.
  public static List<BranchProtection> branches(Subject subject) {
    List<BranchProtection> all = subject.facts(BranchProtection.class);
    return all.stream().noneMatch(p -> exported(p.via())) || compared("/rule", subject)
        ? all
        : all.stream().filter(p -> !exported(p.via())).toList();
  }

  /// The protections of environments that hold. A criterion that asks reads [Pipeline] too.
  public static List<Approval> environments(Subject subject) {
    List<Approval> all = subject.facts(Approval.class);
    return all.stream().noneMatch(a -> exported(a.via())) || compared("/environments", subject)
        ? all
        : all.stream().filter(a -> !exported(a.via())).toList();
  }

  private static boolean exported(String via) {
    return via.equals(EXPORTED);
  }

  /// Whether the host is asked for some settings by the clock, by what fails when it cannot.
  private static boolean compared(String what, Subject subject) {
    return subject.facts(Pipeline.class).stream()
        .filter(p -> p.triggers().stream().anyMatch(t -> t.event().equals("schedule")))
        .flatMap(p -> p.jobs().stream())
        .filter(job -> job.continueOnError() == null)
        .flatMap(job -> job.steps().stream())
        .filter(step -> step.continueOnError() == null)
        .flatMap(step -> step.activities().stream())
        .filter(a -> a.kind() == Activity.Kind.SETTINGS && a.ignored() == null)
        .anyMatch(a -> {
          String target = a.target();
          return target != null && target.contains(what);
        });
  }
}
