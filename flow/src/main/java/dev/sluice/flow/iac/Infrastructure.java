package dev.sluice.flow.iac;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The infrastructure that a delivery concerns: what is applied from this repository, and what is
/// kept elsewhere. A criterion that uses it reads [IacRoot], [IacResource] and [GitOpsApplication].
public final class Infrastructure {
  private Infrastructure() {}

  /// Why there is no infrastructure here to ask about; null when there is some, or when it is
  /// declared.
  public static @Nullable String absent(Subject subject) {
    if (subject.delivery().iac() != null
        || !roots(subject).isEmpty()
        || !subject.facts(GitOpsApplication.class).isEmpty()) {
      return null;
    }
    return subject.facts(IacResource.class).isEmpty()
        ? "no infrastructure code here, and delivery.yaml names none elsewhere"
        : "holds modules for others to call; nothing is applied from here";
  }

  /// The answer where there is none, whatever pipelines may hide.
  public static Answer notApplicable(String absent) {
    return Answer.notApplicable(
        absent, List.of(IacRoot.class, IacResource.class, GitOpsApplication.class));
  }

  /// The directories that infrastructure is applied from.
  public static List<IacRoot> roots(Subject subject) {
    return subject.facts(IacRoot.class);
  }

  /// Whether all that is applied here is applied by GitOps.
  public static boolean gitOpsOnly(Subject subject) {
    return roots(subject).isEmpty() && !subject.facts(GitOpsApplication.class).isEmpty();
  }

  /// Notes that what another repository enforces is not seen here.
  ///
  /// @param what what is enforced there, as a noun phrase
  public static void cannotSeeElsewhere(Subject subject, String what, Answer.Builder answer) {
    String names = elsewhere(subject).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          what + " of " + names + " cannot be seen from this repository",
          "check " + names + " with a delivery.yaml of its own");
    }
  }

  /// Whether nothing is applied from here, and the delivery says where it is instead.
  public static boolean onlyElsewhere(Subject subject) {
    return roots(subject).isEmpty()
        && subject.facts(GitOpsApplication.class).isEmpty()
        && elsewhere(subject).findAny().isPresent();
  }

  private static Stream<String> elsewhere(Subject subject) {
    return sources(subject).stream()
        .flatMap(source -> Optional.ofNullable(source.repository()).stream())
        .distinct();
  }

  /// What delivery.yaml says about who owns what.
  public static List<Iac.Ownership> sources(Subject subject) {
    Iac iac = subject.delivery().iac();
    return iac == null ? List.of() : iac.sources();
  }
}
