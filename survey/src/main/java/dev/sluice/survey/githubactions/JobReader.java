package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.activity.Recognizer;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One job of a workflow.
final class JobReader {
  private final TreeFile file;
  private final Yaml workflow;
  private final Yaml.Scalar id;
  private final Yaml job;
  private final Recognizer recognizer;
  private final LocalActions locals;
  private final Sink sink;

  JobReader(
      TreeFile file,
      Yaml workflow,
      Yaml.Scalar id,
      Yaml job,
      Recognizer recognizer,
      LocalActions locals,
      Sink sink) {
    this.file = file;
    this.workflow = workflow;
    this.id = id;
    this.job = job;
    this.recognizer = recognizer;
    this.locals = locals;
    this.sink = sink;
  }

  Job read() {
    Text environment = environment();
    List<Text> environments =
        environment == null ? List.of() : JobEnvironments.names(environment, workflow, job);
    environments.forEach(
        name -> sink.add(new EnvironmentSeen(name.source(), name.value(), "deploy job")));
    String only = environments.size() == 1 ? environments.getFirst().value() : null;
    new DeployedImages(file, id.text(), environments, sink).read(job.items("steps"));
    SecretNames.add(file, job, only, SecretNames.parameters(file, workflow, locals), sink);
    return new Job(
        id.source(),
        file.path(),
        id.text(),
        job.string("name"),
        job.texts("needs").toList(),
        Shapes.text(job, "if"),
        environment,
        Shapes.permissions(job),
        Shapes.text(job, "timeout-minutes"),
        Shapes.text(job, "continue-on-error"),
        Shapes.runsOn(job),
        containers(),
        credentials(),
        Shapes.map(job.get("env")),
        Shapes.text(job, "uses"),
        Shapes.map(job.get("with")),
        job.text("secrets").filter(secrets -> secrets.value().equals("inherit")).orElse(null),
        Shapes.concurrency(job),
        Shapes.whole(job, "strategy", "matrix"),
        steps());
  }

  private List<Step> steps() {
    StepsReader reader =
        new StepsReader(
            file,
            id.text(),
            job.items("steps"),
            StepContext.ofJob(workflow, job, recognizer, locals));
    return job.get("uses") == null ? reader.read() : reader.called(job);
  }

  private @Nullable Text environment() {
    Text name = Shapes.text(job, "environment", "name");
    return name == null ? Shapes.text(job, "environment") : name;
  }

  private List<Text> containers() {
    List<Text> images = new ArrayList<>();
    for (Yaml container : containerNodes()) {
      container.text("image").or(container::text).ifPresent(images::add);
    }
    return images;
  }

  private List<Yaml> containerNodes() {
    List<Yaml> nodes = new ArrayList<>();
    Yaml own = job.get("container");
    if (own != null) {
      nodes.add(own);
    }
    job.entries("services").forEach(service -> nodes.add(service.value()));
    return nodes;
  }

  /// The first registry password that is written out; its name, never itself.
  private @Nullable Text credentials() {
    Text own = clearPassword(job.get("container"), "container");
    if (own != null) {
      return own;
    }
    for (Yaml.Entry service : job.entries("services")) {
      Text found = clearPassword(service.value(), service.name());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Text clearPassword(@Nullable Yaml container, String name) {
    if (container == null) {
      return null;
    }
    return container
        .text("credentials", "password")
        .filter(password -> !Expressions.in(password.value()) && !password.value().isBlank())
        .map(password -> new Text(password.source(), name))
        .orElse(null);
  }
}
