package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.policygate.PolicyGate;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.project.Tool;
import dev.sluice.bundle.artifact.project.Unit;
import dev.sluice.flow.delivery.Ci.GateKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The jobs that are gates: one for each tool that builds and tests, one for security, one for
/// policies. They read the repository and hold no secret.
final class GateJobs {
  /// The severities that stop a change.
  private static final String SEVERITY = "HIGH,CRITICAL";

  private final Project project;

  GateJobs(Project project) {
    this.project = project;
  }

  /// @param gates kinds of gates by the id of their job
  List<Job> of(Map<String, Set<GateKind>> gates) {
    List<Job> jobs = new ArrayList<>();
    gates.forEach((id, kinds) -> {
      boolean builds = kinds.contains(GateKind.BUILD);
      boolean tests = kinds.contains(GateKind.TEST);
      if (builds || tests) {
        jobs.addAll(building(id, builds, tests, jobs));
      }
      if (kinds.contains(GateKind.SECURITY)) {
        jobs.add(security(free(id, jobs, "security")));
      }
      if (kinds.contains(GateKind.POLICY) && !PolicyGate.of(project).isEmpty()) {
        jobs.add(policy(free(id, jobs, "policy")));
      }
    });
    return jobs;
  }

  /// The id, or another where a job before has taken it.
  private static String free(String id, List<Job> jobs, String other) {
    return jobs.stream().anyMatch(job -> job.id().equals(id)) ? other : id;
  }

  private List<Job> building(String id, boolean builds, boolean tests, List<Job> before) {
    Map<Tool, List<Unit>> groups = new LinkedHashMap<>();
    for (Unit unit : project.units()) {
      if (!unit.commands(builds, tests).isEmpty()) {
        groups.computeIfAbsent(unit.tool(), t -> new ArrayList<>()).add(unit);
      }
    }
    List<Job> jobs = new ArrayList<>();
    groups.forEach((tool, units) ->
        jobs.addAll(group(groups.size() == 1 ? id : id + "-" + tool.id(), units, builds, tests)));
    boolean built = project.units().stream().anyMatch(unit -> !unit.build().isEmpty());
    if (builds && !built && !project.images().isEmpty()) {
      jobs.add(images(jobs.isEmpty() ? id : id + "-image"));
    }
    List<String> building = before.stream().map(Job::id).toList();
    return jobs.stream().map(job -> tests && !builds ? job.needs(building) : job).toList();
  }

  /// One job for parts with the same commands, one run each; a job of its own for each other part.
  private static List<Job> group(String id, List<Unit> units, boolean builds, boolean tests) {
    Unit first = units.getFirst();
    boolean alike =
        units.stream()
            .allMatch(u ->
                u.commands(builds, tests).equals(first.commands(builds, tests))
                    && u.install().equals(first.install())
                    && Setup.of(u).equals(Setup.of(first)));
    if (units.size() == 1) {
      return List.of(unit(id, first, builds, tests));
    }
    if (alike) {
      return List.of(
          unit(id, first, builds, tests).forEach(units.stream().map(Unit::directory).toList()));
    }
    return units.stream()
        .map(unit -> unit(id + suffix(unit.directory()), unit, builds, tests))
        .toList();
  }

  private static String suffix(String directory) {
    return directory.equals(".") ? "" : "-" + directory.replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static Job unit(String id, Unit unit, boolean builds, boolean tests) {
    List<String> commands = new ArrayList<>(unit.install());
    commands.addAll(unit.commands(builds, tests));
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    steps.addAll(Setup.of(unit));
    commands.forEach(command -> steps.add(command(command, unit)));
    String what = builds && tests ? "build and test" : builds ? "build" : "test";
    String where = unit.directory().equals(".") ? "" : " " + unit.directory();
    return Job.reading(id, what + where, 30, steps);
  }

  private static Step command(String command, Unit unit) {
    return Step.run(command).in(unit.directory());
  }

  /// Builds every image and throws it away.
  private Job images(String id) {
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    for (ImageBuild image : project.images()) {
      steps.add(
          Step.run(
              "build the image " + image.name(),
              "docker build --file "
                  + image.dockerfile()
                  + " --tag "
                  + image.name()
                  + ":check "
                  + image.context()));
    }
    return Job.reading(id, "build the image", 30, steps);
  }

  private static Job security(String id) {
    return Job.reading(
        id,
        "no known vulnerability, no secret",
        15,
        List.of(
            Setup.checkout(),
            Step.uses("aquasecurity/trivy-action")
                .named("vulnerable dependencies and leaked secrets")
                .with("scan-type", "fs")
                .with("scan-ref", ".")
                .with("scanners", "vuln,secret")
                .with("severity", SEVERITY)
                .with("ignore-unfixed", "true")
                .with("exit-code", "1")
                .with("cache", "false")));
  }

  private Job policy(String id) {
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    PolicyGate.of(project).forEach(check -> steps.add(policy(check)));
    return Job.reading(id, "policies hold", 10, steps);
  }

  private static Step policy(PolicyGate.Check check) {
    List<String> lines = new ArrayList<>();
    if (!check.render().isEmpty()) {
      lines.add("set -euo pipefail");
      lines.addAll(check.render());
    }
    lines.add("docker run --rm --network none --volume \"$PWD:/project:ro\" \\");
    lines.add("  " + PolicyGate.CONFTEST + " \\");
    lines.add("  " + check.command());
    return Step.run(check.name(), lines);
  }
}
