package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.HelmChart;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Platform;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.pipeline.PipelineGraph;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Where what is built here runs, as far as files show it.
public final class Hosting {
  private static final String RECIPE = "Dockerfile";

  /// Kinds of facts each of which shows a platform.
  private static final List<Class<? extends Fact>> PLATFORMS =
      List.of(
          Workload.class, Overlay.class, GitOpsApplication.class, HelmChart.class, Platform.class);

  private static final Set<Class<? extends Fact>> HIDING =
      Set.of(Pipeline.class, Workload.class, Deployment.class);

  /// Resources of Terraform that run something.
  private static final Pattern RUNNING =
      Pattern.compile(
          ".*(ecs_|lambda_|apprunner|app_runner|beanstalk|lightsail|cloud_run|cloudfunctions"
              + "|app_engine|container_app|container_group|app_service|web_app|function_app"
              + "|heroku|fly_|nomad_job|helm_release|kubernetes_|kubectl_|digitalocean_app"
              + "|vercel|render_|railway|cloudfoundry|_instance|droplet|autoscaling_group"
              + "|virtual_machine).*");

  private Hosting() {}

  /// Whether an image that listens on a port is built here, and nothing shows where it runs.
  public static boolean isOpen(Facts facts) {
    return listens(facts)
        && PLATFORMS.stream().allMatch(type -> facts.of(type).isEmpty())
        && facts.of(Deployment.class).stream().noneMatch(d -> isElsewhere(d, facts))
        && facts.of(IacResource.class).stream().noneMatch(r -> RUNNING.matcher(r.kind()).matches())
        && facts.of(Unreadable.class).stream().noneMatch(Hosting::mayHide)
        && PipelineGraph.of(facts.of(Pipeline.class), name -> false)
            .occurrences(Activity.Kind.DEPLOY)
            .isEmpty();
  }

  private static boolean listens(Facts facts) {
    return facts.of(ContainerBuild.class).stream()
        .filter(c -> !c.ports().isEmpty())
        .anyMatch(c ->
            facts.of(Deployable.class).stream()
                .anyMatch(
                    d -> d.via().equals(RECIPE) && d.source().file().equals(c.source().file())));
  }

  /// Compose on somebody's own machine says nothing; Compose for an environment, or with the image
  /// that is built here from a registry, does.
  private static boolean isElsewhere(Deployment deployment, Facts facts) {
    if (!deployment.tool().equals("compose") || deployment.environment() != null) {
      return true;
    }
    return deployment.image().name().contains("/")
        && facts.of(Deployable.class).stream()
            .filter(d -> d.via().equals(RECIPE))
            .anyMatch(d -> d.name().equals(deployment.image().shortName()));
  }

  private static boolean mayHide(Unreadable unreadable) {
    return !unreadable.beside() && unreadable.hides().stream().anyMatch(HIDING::contains);
  }
}
