package dev.sluice.bundle.artifact.gitlab;

import dev.sluice.bundle.artifact.policygate.PolicyGate;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.project.Unit;
import dev.sluice.flow.delivery.Ci.GateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The jobs that are gates.
record Checks(Project project) {
  /// Docker with a daemon of its own.
  static final String DOCKER = "docker:28.5.1";

  private static final List<String> ALWAYS = List.of("interruptible: true");

  /// @param gates kinds of gates by the id of their job
  List<Job> of(Map<String, Set<GateKind>> gates) {
    List<Job> jobs = new ArrayList<>();
    gates.forEach((id, kinds) -> {
      boolean builds = kinds.contains(GateKind.BUILD);
      boolean tests = kinds.contains(GateKind.TEST);
      if (builds || tests) {
        jobs.addAll(building(id, builds, tests));
      }
      if (kinds.contains(GateKind.SECURITY)) {
        jobs.add(security(id));
      }
      if (kinds.contains(GateKind.POLICY)) {
        PolicyGate.of(project).stream().findFirst().ifPresent(check -> jobs.addAll(policy(id)));
      }
    });
    return jobs;
  }

  private List<Job> building(String id, boolean builds, boolean tests) {
    List<Unit> units =
        project.units().stream().filter(u -> !u.commands(builds, tests).isEmpty()).toList();
    List<Job> jobs = new ArrayList<>();
    for (Unit unit : units) {
      List<String> script = new ArrayList<>();
      if (!unit.directory().equals(".")) {
        script.add("cd " + unit.directory());
      }
      script.addAll(unit.install());
      script.addAll(unit.commands(builds, tests));
      String name = units.size() == 1 ? id : id + "-" + unit.tool().id() + suffix(unit.directory());
      jobs.add(new Job(name, "check", Tools.image(unit), true, "30 minutes", ALWAYS, script));
    }
    boolean built = units.stream().anyMatch(unit -> !unit.build().isEmpty());
    if (builds && !built && !project.images().isEmpty()) {
      jobs.add(images(jobs.isEmpty() ? id : id + "-image"));
    }
    return jobs;
  }

  private static String suffix(String directory) {
    return directory.equals(".") ? "" : "-" + directory.replaceAll("[^A-Za-z0-9]+", "-");
  }

  private Job images(String id) {
    List<String> script = new ArrayList<>();
    for (ImageBuild image : project.images()) {
      script.add("docker build --file " + image.dockerfile() + " " + image.context());
    }
    List<String> lines = new ArrayList<>(ALWAYS);
    lines.add("services: [" + DOCKER + "-dind]");
    return new Job(id, "check", DOCKER, true, "30 minutes", lines, script);
  }

  private static Job security(String id) {
    return new Job(
        id,
        "check",
        Tools.TRIVY,
        false,
        "15 minutes",
        ALWAYS,
        List.of(
            "trivy fs --scanners vuln,secret --severity HIGH,CRITICAL --ignore-unfixed --exit-code"
                + " 1 ."));
  }

  private List<Job> policy(String id) {
    List<Job> jobs = new ArrayList<>();
    List<String> lines = new ArrayList<>(ALWAYS);
    List<String> script = new ArrayList<>();
    for (PolicyGate.Check check : PolicyGate.of(project)) {
      if (!check.render().isEmpty()) {
        String render = id + "-render";
        List<String> keeps = new ArrayList<>(ALWAYS);
        keeps.add("artifacts: {paths: [rendered], expire_in: 1 day}");
        jobs.add(
            new Job(render, "check", Tools.KUBECTL, false, "10 minutes", keeps, check.render()));
        lines.add("needs: [" + render + "]");
      }
      script.add("conftest " + check.command());
    }
    jobs.add(new Job(id, "check", PolicyGate.CONFTEST, false, "10 minutes", lines, script));
    return jobs;
  }
}
