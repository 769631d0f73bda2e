package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Overlays;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.HelmChart;
import dev.sluice.flow.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The gate that renders what each environment is configured with, and checks it against its
/// schemas.
final class ConfigJob {
  static final String ID = "configuration";
  static final String CRITERION = "config.validation";
  private static final String KUBECONFORM =
      "ghcr.io/yannh/kubeconform:v0.7.0@sha256:85dbef6b4b312b99133decc9c6fc9495e9fc5f92293d4ff3b7e1b30f5611823c";

  /// Schemas of custom resources.
  private static final String CATALOG =
      "https://raw.githubusercontent.com/datreeio/CRDs-catalog/main/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";

  /// More charts than these are a collection, with a pipeline of its own.
  private static final int MOST_CHARTS = 5;

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?i)(.*/)?(tests?|examples?|e2e|testdata|hack|vendor)(/.*)?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]+");

  private ConfigJob() {}

  /// Empty where a pipeline checks configuration already, or where there is nothing to check.
  static Optional<Job> of(Project project) {
    if (!project.material().lacks(CRITERION) || project.does(Activity.Kind.VALIDATE_CONFIG)) {
      return Optional.empty();
    }
    List<String> render = render(project);
    List<String> manifests = render.isEmpty() ? manifests(project) : List.of();
    if (render.isEmpty() && manifests.isEmpty()) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    if (!render.isEmpty()) {
      List<String> lines = new ArrayList<>(List.of("set -euo pipefail", "mkdir configuration"));
      lines.addAll(render);
      steps.add(Step.run("what each environment is configured with", lines));
    }
    String where = render.isEmpty() ? String.join(" ", manifests) : "configuration";
    steps.add(
        Step.run(
            "it is what its schemas ask",
            "# a kind that no catalogue has a schema of: `-skip Kind`",
            "docker run --rm --volume \"$PWD:/project:ro\" --workdir /project \\",
            "  " + KUBECONFORM + " \\",
            "  -strict -summary -ignore-filename-pattern kustomization -schema-location default \\",
            "  -schema-location '" + CATALOG + "' " + where));
    return Optional.of(Job.reading(ID, "configuration is valid", 10, steps));
  }

  private static List<String> render(Project project) {
    List<String> lines = new ArrayList<>();
    Overlays.of(project)
        .forEach(overlay ->
            lines.add("kubectl kustomize " + overlay + " > configuration/" + file(overlay)));
    List<HelmChart> charts =
        project.material().facts().of(HelmChart.class).stream()
            .filter(c -> here(c.directory()))
            .filter(c -> lines.isEmpty() || !c.workloads().isEmpty())
            .toList();
    if (charts.size() <= MOST_CHARTS) {
      charts.forEach(chart -> lines.addAll(templates(chart, project)));
    }
    return lines;
  }

  /// A chart with its own values and, for each file of values beside them, with those.
  private static List<String> templates(HelmChart chart, Project project) {
    String directory = chart.directory();
    String name = Service.slug(chart.name());
    List<String> lines = new ArrayList<>();
    lines.add("helm dependency update " + directory);
    String template = "helm template " + name + " " + directory;
    lines.add(template + " > configuration/" + file(directory));
    project.material().facts().of(ConfigKey.class).stream()
        .map(key -> key.source().file())
        .distinct()
        .filter(f -> f.matches(Pattern.quote(directory) + "/values[.-][A-Za-z0-9_.-]+\\.ya?ml"))
        .sorted()
        .forEach(f -> lines.add(template + " --values " + f + " > configuration/" + file(f)));
    return lines;
  }

  private static List<String> manifests(Project project) {
    return project.material().facts().of(Workload.class).stream()
        .filter(w -> w.tool().equals("kubernetes"))
        .map(w -> Service.parent(w.source().file()))
        .filter(ConfigJob::here)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean here(String directory) {
    return PLAIN.matcher(directory).matches() && !ELSEWHERE.matcher(directory).matches();
  }

  private static String file(String path) {
    String stem = path.replaceAll("\\.ya?ml$", "");
    return (stem.equals(".") ? "root" : stem.replace('/', '-')) + ".yaml";
  }
}
