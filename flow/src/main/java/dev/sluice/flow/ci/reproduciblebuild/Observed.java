package dev.sluice.flow.ci.reproduciblebuild;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.UpdateBot;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the repository shows of pins, locks and timeouts.
final class Observed {
  /// Directories whose build makes a site of documents, and nothing that is released.
  private static final Set<String> DOCUMENTS = Set.of("docs", "doc", "documentation");

  /// Directories from which other projects are started.
  private static final Pattern TEMPLATE =
      Pattern.compile("(?:^|/)(?:project-|app-)?templates?(?:-[^/]*)?(?:/|$)");

  private final Subject subject;
  private final Answer.Builder answer;
  private final String repository;

  Observed(Subject subject, Answer.Builder answer) {
    this.subject = subject;
    this.answer = answer;
    this.repository =
        subject.facts(Repository.class).stream().map(Repository::name).findFirst().orElse("");
  }

  /// @param timeouts whether every job is declared to have a timeout
  void look(boolean timeouts) {
    List<Pipeline> pipelines = subject.facts(Pipeline.class);
    pipelines.forEach(pipeline -> pipeline(pipeline, timeouts));
    List<BaseImage> bases = subject.facts(BaseImage.class);
    bases.forEach(base -> base(base, bases));
    List<PackageManifest> manifests = subject.facts(PackageManifest.class);
    manifests.stream().filter(PackageManifest::needsLock).forEach(this::manifest);
    if (pipelines.isEmpty() && bases.isEmpty() && manifests.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "nothing here builds anything",
          "add the pipeline that builds, with pinned actions");
    }
    bots(pipelines, bases);
  }

  private void pipeline(Pipeline pipeline, boolean timeouts) {
    Stream<Text> used =
        pipeline.jobs().stream()
            .flatMap(job ->
                Stream.concat(
                    Stream.ofNullable(job.uses()),
                    job.steps().stream().map(Step::uses).flatMap(Stream::ofNullable)));
    List<Text> pinned = used.filter(this::action).toList();
    if (!pinned.isEmpty()) {
      answer.enforced(
          pinned.getFirst().source(),
          pinned.size()
              + (pinned.size() == 1 ? " action is" : " actions are")
              + " pinned by commit");
    }
    pipeline.jobs().stream().flatMap(job -> job.containers().stream()).forEach(this::container);
    pipeline.jobs().stream()
        .flatMap(job -> job.steps().stream())
        .flatMap(step -> Stream.ofNullable(step.run()))
        .forEach(this::adHoc);
    if (pipeline.role() != Pipeline.Role.ACTION) {
      timeouts(pipeline, timeouts);
    }
  }

  /// Whether an action is pinned by its content; says so when it is not.
  private boolean action(Text uses) {
    Pinned pinned = Pinned.action(uses.value(), repository);
    switch (pinned) {
      case BY_NAME -> {
        int at = uses.value().lastIndexOf('@');
        String name = at < 0 ? uses.value() : uses.value().substring(0, at);
        String digest = uses.value().startsWith("docker://") ? "@sha256:…" : "@<commit>";
        answer.contradicted(
            uses.source(),
            uses.value() + " is not pinned: its tag or branch can be moved",
            "pin it as " + name + digest);
      }
      case UNKNOWN ->
          answer.cannotSee(
              Level.ENFORCED,
              "what " + uses.value() + " runs cannot be told",
              "pin it by its commit");
      case BY_TAG_AS_ASKED ->
          answer.information(
              uses.source(),
              uses.value() + " is called by its tag: what it attests cannot be verified otherwise");
      case BY_CONTENT, OWN -> {}
    }
    return pinned == Pinned.BY_CONTENT;
  }

  private void adHoc(Text run) {
    List<String> found = AdHocTools.in(run.value());
    if (!found.isEmpty()) {
      answer.information(
          run.source(), "`" + found.getFirst() + "` takes whatever version is the newest");
    }
  }

  private void container(Text image) {
    switch (Pinned.image(image.value())) {
      case BY_NAME -> image(image.source(), image.value());
      case BY_CONTENT -> answer.enforced(image.source(), image.value() + " is pinned by digest");
      case UNKNOWN, OWN, BY_TAG_AS_ASKED ->
          answer.information(image.source(), "an expression decides which image the job runs in");
    }
  }

  private void base(BaseImage base, List<BaseImage> all) {
    String name = base.image().name();
    boolean stage =
        base.image().tag() == null
            && all.stream()
                .anyMatch(b -> b.dockerfile().equals(base.dockerfile()) && name.equals(b.stage()));
    if (stage || name.equals("scratch")) {
      return;
    }
    if (base.unresolved() != null) {
      answer.cannotSee(
          Level.ENFORCED,
          "which image " + base.dockerfile() + " builds on cannot be told: " + base.unresolved(),
          "give the variable a default with a digest");
    } else if (base.image().pinned()) {
      answer.enforced(base.source(), base.image().shortName() + " is pinned by digest");
    } else {
      image(base.source(), base.image().toString());
    }
  }

  private void image(Source at, String image) {
    answer.contradicted(
        at, image + " is not pinned: a tag can be moved", "pin it as " + image + "@sha256:…");
  }

  private void manifest(PackageManifest manifest) {
    if (manifest.lockFile() == null) {
      String message =
          "the "
              + manifest.ecosystem()
              + " dependencies of "
              + manifest.directory()
              + " have no lock file";
      if (DOCUMENTS.contains(manifest.directory())) {
        answer.information(manifest.source(), message + "; they build documents only");
      } else if (TEMPLATE.matcher(manifest.directory()).find()) {
        answer.information(manifest.source(), message + "; it is a template for others");
      } else {
        answer.contradicted(manifest.source(), message, "commit the lock file");
      }
    } else {
      answer.enforced(manifest.source(), manifest.lockFile() + " pins its dependencies");
    }
  }

  private void timeouts(Pipeline pipeline, boolean declared) {
    List<Job> endless =
        pipeline.jobs().stream()
            .filter(j -> j.uses() == null && j.timeoutMinutes() == null)
            .toList();
    if (endless.isEmpty()) {
      return;
    }
    Source at = endless.getFirst().source();
    String jobs = endless.stream().limit(4).map(Job::id).collect(Collectors.joining(", "));
    String more = endless.size() > 4 ? " and " + (endless.size() - 4) + " more" : "";
    String message = "no timeout for job" + (endless.size() == 1 ? " " : "s ") + jobs + more;
    if (declared) {
      answer.contradicted(
          at, message + ", although every job is declared to have one", "set `timeout-minutes`");
    } else {
      answer.gap(Level.ENFORCED, at, message, "set `timeout-minutes` for each job");
    }
  }

  private void bots(List<Pipeline> pipelines, List<BaseImage> bases) {
    Set<String> kept =
        subject.facts(UpdateBot.class).stream()
            .map(UpdateBot::ecosystem)
            .collect(Collectors.toSet());
    if (kept.isEmpty() || kept.contains("*")) {
      return;
    }
    if (!pipelines.isEmpty() && !kept.contains("github-actions")) {
      answer.information(pipelines.getFirst().source(), "the update bot leaves out actions");
    }
    if (!bases.isEmpty() && kept.stream().noneMatch(e -> e.startsWith("docker"))) {
      answer.information(bases.getFirst().source(), "the update bot leaves out base images");
    }
  }
}
