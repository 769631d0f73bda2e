package dev.sluice.flow.iac.sourceoftruth;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.IacState;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One repository owns each piece of infrastructure, and one locked remote state says what exists.
@AutoService(Criterion.class)
public final class SourceOfTruth implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.source-of-truth",
              Stage.IAC,
              "Is it plain which code owns which infrastructure, with remote state that is locked"
                  + " while it changes?",
              "Two owners undo each other's changes; a state on a laptop, or one that two runs"
                  + " write at once, no longer says what exists.",
              "name in `iac.sources` what each repository and directory owns, and which team")
          .enforced(
              "give every Terraform root a remote backend that locks (`use_lockfile = true` for"
                  + " s3), or let GitOps apply it")
          .onlyOfWhatRuns()
          .reads(
              IacRoot.class,
              IacResource.class,
              IacBackend.class,
              IacState.class,
              GitOpsApplication.class);

  private static final String TOPOLOGY = "artifact-flow.topology";

  /// Tools that keep their state in files of which the backend is the owner's choice.
  private static final Set<String> WITH_BACKEND = Set.of("terraform", "terragrunt");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    String absent = Infrastructure.absent(subject);
    List<IacState> states = subject.facts(IacState.class);
    if (absent != null && !hasEnvironments(subject) && states.isEmpty()) {
      return Infrastructure.notApplicable(absent);
    }
    Answer.Builder answer = Answer.build();
    List<Iac.Ownership> sources = Infrastructure.sources(subject);
    sources.forEach(source -> declared(source, subject, answer));
    if (sources.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "nothing says which repository owns the infrastructure that this runs on",
          "add `iac.sources` with `owns`, `repository` or `path`, and `owner`");
    }
    Infrastructure.roots(subject).forEach(root -> enforced(root, subject, answer));
    locked(subject, answer);
    states.forEach(state -> committed(state, subject, answer));
    subject.facts(GitOpsApplication.class).stream()
        .filter(GitOpsApplication::automated)
        .forEach(application ->
            answer.enforced(
                application.source(),
                application.tool() + " makes what runs equal to git: " + application.name()));
    Infrastructure.cannotSeeElsewhere(subject, "the state", answer);
    return answer.done();
  }

  /// Whether there are environments that have to stand on something: not those that are only
  /// assumed.
  private static boolean hasEnvironments(Subject subject) {
    boolean assumed =
        subject.delivery().assumptions().stream()
            .anyMatch(a -> a.criterion().equals(TOPOLOGY) && a.covers("environments.name"));
    return !assumed && !subject.delivery().environments().isEmpty();
  }

  private static void declared(Iac.Ownership source, Subject subject, Answer.Builder answer) {
    String owner = source.owner();
    if (owner == null) {
      answer.gap(
          Level.DECLARED,
          source.at().source(),
          source.owns() + " has no owner",
          "add `owner` with the team that answers for it");
    } else {
      answer.declared(source.at().of("owns"), source.owns() + " belongs to " + owner);
    }
    if (source.repository() == null) {
      subject.facts(IacBackend.class).stream()
          .filter(backend -> covers(source, backend.directory()))
          .forEach(backend -> compare(source, backend, answer));
    }
  }

  private static void compare(Iac.Ownership source, IacBackend backend, Answer.Builder answer) {
    if (Boolean.TRUE.equals(source.locking()) && Boolean.FALSE.equals(backend.locking())) {
      answer.contradicted(
          backend.source(),
          "the state in "
              + backend.kind()
              + " is not locked, but "
              + source.at().of("locking")
              + " declares that it is",
          lock(backend));
    }
    String state = source.state();
    if (state != null && !state.equalsIgnoreCase(backend.kind())) {
      answer.contradicted(
          backend.source(),
          "the state is kept in "
              + backend.kind()
              + ", but "
              + source.at().of("state")
              + " declares "
              + state,
          "correct `state`, or move the state");
    }
  }

  private static boolean covers(Iac.Ownership source, String directory) {
    String path = source.path();
    return path == null
        || path.equals(".")
        || directory.equals(path)
        || directory.startsWith(path.endsWith("/") ? path : path + "/");
  }

  private static void enforced(IacRoot root, Subject subject, Answer.Builder answer) {
    if (!WITH_BACKEND.contains(root.tool())) {
      answer.enforced(
          root.source(),
          root.tool() + " keeps the state of " + root.directory() + " itself, locked");
      return;
    }
    List<IacBackend> backends =
        subject.facts(IacBackend.class).stream()
            .filter(backend -> backend.directory().equals(root.directory()))
            .toList();
    if (backends.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          root.source(),
          "the state of "
              + root.directory()
              + " has no backend: it stays on the machine that applies it",
          "add a remote backend that locks");
    }
    backends.forEach(backend -> unlocked(backend, answer));
  }

  private static void unlocked(IacBackend backend, Answer.Builder answer) {
    if (backend.locking() == null) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether the state of " + backend.directory() + " is locked is decided outside the files",
          "write the whole backend, with its lock, in the file or in a `.tfbackend` file beside"
              + " it");
    } else if (!backend.locking()) {
      answer.gap(
          Level.ENFORCED,
          backend.source(),
          "the state of " + backend.directory() + " is not locked while it changes",
          lock(backend));
    }
  }

  /// One sentence for each place that keeps locked states: Terragrunt writes it once for many
  /// directories.
  private static void locked(Subject subject, Answer.Builder answer) {
    Map<Source, List<IacBackend>> byPlace = new LinkedHashMap<>();
    subject.facts(IacBackend.class).stream()
        .filter(backend -> Boolean.TRUE.equals(backend.locking()))
        .forEach(b -> byPlace.computeIfAbsent(b.source(), s -> new ArrayList<>()).add(b));
    byPlace.forEach((place, backends) -> {
      IacBackend first = backends.getFirst();
      String more = backends.size() == 1 ? "" : " and of " + (backends.size() - 1) + " more";
      answer.enforced(
          place,
          "the state of " + first.directory() + more + " is kept in " + first.kind() + ", locked");
    });
  }

  /// A state or a plan among the files of the repository.
  private static void committed(IacState state, Subject subject, Answer.Builder answer) {
    boolean remote =
        subject.facts(IacBackend.class).stream()
            .anyMatch(b -> b.directory().equals(state.directory()) && !b.kind().equals("local"));
    if (state.kind() != IacState.Kind.STATE) {
      answer.information(
          state.source(),
          "a saved plan stands in the repository: it is of one moment, and holds values in clear");
    } else if (remote || state.resources() == 0) {
      answer.information(
          state.source(), "a state that nothing uses any more stands in the repository");
    } else {
      answer.contradicted(
          state.source(),
          "the state of "
              + state.directory()
              + " stands in the repository, where nothing locks it and everybody who clones it can"
              + " read it",
          "move it to a remote backend that locks, and take it out of the history");
    }
  }

  private static String lock(IacBackend backend) {
    return backend.kind().equals("s3")
        ? "add `use_lockfile = true` to the backend"
        : "use a backend that locks";
  }
}
