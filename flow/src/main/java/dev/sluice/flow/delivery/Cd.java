package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stage 4: how a release reaches its users.
public record Cd(
    Origin at,
    @Doc("Strategy of every production environment that names none of its own")
        @Nullable Strategy strategy,
    @Doc("Strategies of single environments") List<EnvironmentStrategy> environments,
    @Doc("Readiness and release health checks") List<Check> healthChecks,
    @Doc("What takes the traffic, for those who let sluice release") List<Target> targets,
    @Doc("Where the data of stop criteria come from") List<MetricSource> sources) {
  public Cd {
    environments = List.copyOf(environments);
    healthChecks = List.copyOf(healthChecks);
    targets = List.copyOf(targets);
    sources = List.copyOf(sources);
  }

  /// What takes the traffic of a service in an environment: one of processes, kubernetes and
  /// argoRollouts.
  public record Target(
      Origin at,
      @Doc("Name of the environment") String environment,
      @Doc("Name of the service; needed when there are several") @Nullable String service,
      @Range(from = 1) @Doc("Instances that the whole traffic needs; 1 when left out")
          @Nullable Integer replicas,
      @Doc("What happens when somebody else changes it; restore when left out")
          @Nullable OnOutsideChange onOutsideChange,
      @Doc("Processes on this machine") @Nullable Processes processes,
      @Doc("Deployments behind a route of the Gateway API") @Nullable Kubernetes kubernetes,
      @Doc("A Rollout of Argo Rollouts, which keeps its own steps")
          @Nullable ArgoRollouts argoRollouts) {}

  /// What happens when somebody else changes a target.
  public enum OnOutsideChange {
    RESTORE,
    HOLD
  }

  /// Processes on this machine. In words of the command and of the environment variables,
  /// `{{port}}`, `{{artifact}}`, `{{digest}}`, `{{config}}` and `{{release}}` stand for the
  /// instance's port, the artifact's file, its digest, the config version and the release.
  public record Processes(
      Origin at,
      @Doc("The command and its words") List<String> command,
      @Doc("Environment variables") Map<String, String> env,
      @Doc("Directory with the artifacts, each a file named by its digest: sha256-…")
          @Nullable String artifacts,
      @Doc("Path that answers 200 when an instance is ready; /readyz when left out")
          @Nullable String readiness,
      @Doc("Address that users reach: host:port") String listen,
      @Doc("HAProxy that shares the traffic out, in place of the built-in splitter")
          @Nullable Haproxy haproxy) {
    public Processes {
      command = List.copyOf(command);
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
  }

  /// A HAProxy that runs beside the processes.
  public record Haproxy(
      Origin at,
      @Doc("Path or host:port of its runtime API") String socket,
      @Doc("Name of the backend, with a server-template of free slots") String backend) {}

  /// Deployments behind a route.
  public record Kubernetes(
      Origin at,
      @Doc("Context of the kubeconfig; the current one when left out") @Nullable String context,
      @Doc("Namespace") String namespace,
      @Doc("Deployment that new ones are made after") String deployment,
      @Doc("Container that gets the image; the first when left out") @Nullable String container,
      @Doc("HTTPRoute that shares the traffic out") String route,
      @Range(from = 1, to = 65535) @Doc("Port that the containers listen on") int port,
      @Doc("Image without tag and digest") String image) {}

  /// A Rollout of Argo Rollouts.
  public record ArgoRollouts(
      Origin at,
      @Doc("Context of the kubeconfig; the current one when left out") @Nullable String context,
      @Doc("Namespace") String namespace,
      @Doc("Name of the Rollout") String rollout,
      @Doc("Container that gets the image; the first when left out") @Nullable String container,
      @Doc("Image without tag and digest") String image) {}

  /// Where data come from.
  public record MetricSource(
      Origin at,
      @Doc("Name that analyses give as their source") String name,
      @Doc("URL of a Prometheus API") String prometheus,
      @Doc("Time after which what happened can be read; PT15S when left out")
          @Nullable Duration lag) {}

  /// The strategy of one environment.
  public record EnvironmentStrategy(
      Origin at,
      @Doc("Name of the environment") String environment,
      @Doc("Its strategy") Strategy strategy) {}

  /// A deployment strategy: one of these, or shadow with one of the others.
  public record Strategy(
      Origin at,
      @Doc("A growing share of traffic") @Nullable Canary canary,
      @Doc("Two sides and a switch") @Nullable BlueGreen blueGreen,
      @Doc("Instance by instance") @Nullable Rolling rolling,
      @Doc("Everything at once") @Nullable BigBang bigBang,
      @Doc("Mirrored traffic, judged before any user sees the release") @Nullable Shadow shadow) {

    /// The name of the strategy that users see: `canary`, `blueGreen`, `rolling`, `bigBang`, or
    /// null when none is written.
    public @Nullable String name() {
      if (canary != null) {
        return "canary";
      }
      if (blueGreen != null) {
        return "blueGreen";
      }
      if (rolling != null) {
        return "rolling";
      }
      return bigBang != null ? "bigBang" : null;
    }

    /// The analyses of every part of the strategy.
    public List<Analysis> analyses() {
      List<Analysis> all = new ArrayList<>();
      if (canary != null) {
        all.addAll(canary.analysis());
      }
      if (blueGreen != null) {
        all.addAll(blueGreen.analysis());
      }
      if (rolling != null) {
        all.addAll(rolling.analysis());
      }
      if (shadow != null) {
        all.addAll(shadow.analysis());
      }
      return List.copyOf(all);
    }
  }

  /// A growing share of traffic.
  public record Canary(
      Origin at,
      @Doc("Steps in order") List<Step> steps,
      @Range(from = 1) @Doc("Most requests that an unproven release may serve")
          @Nullable Integer maxExposedRequests,
      @Doc("Longest time without progress") @Nullable Duration progressDeadline,
      @Doc("Time after start that is not judged") @Nullable Duration warmUp,
      @Doc("Time after full weight during which it is still judged") @Nullable Duration bake,
      @Doc("Stop criteria") List<Analysis> analysis) {
    public Canary {
      steps = List.copyOf(steps);
      analysis = List.copyOf(analysis);
    }
  }

  /// One step: exactly one of its keys.
  public record Step(
      Origin at,
      @Range(from = 0, to = 100) @Doc("Percent of traffic") @Nullable Integer setWeight,
      @Doc("A wait: a duration, or until somebody approves") @Nullable Pause pause,
      @Doc("Name of an analysis that has to pass before the next step")
          @Nullable String analysis) {}

  /// A wait. A bare duration is short for `{duration: …}`, and `until-approved` for `{approval:
  /// true}`.
  public record Pause(
      Origin at,
      @Bare @Doc("How long") @Nullable Duration duration,
      @Bare("until-approved") @Doc("Whether it lasts until somebody approves")
          @Nullable Boolean approval) {}

  /// Two sides and a switch.
  public record BlueGreen(
      Origin at,
      @Doc("Whether the switch happens by itself") @Nullable Boolean autoPromotion,
      @Doc("How long the old side stays up") @Nullable Duration scaleDownDelay,
      @Range(from = 1) @Doc("Most requests that an unproven release may serve")
          @Nullable Integer maxExposedRequests,
      @Doc("Time after the switch during which it is still judged") @Nullable Duration bake,
      @Doc("Stop criteria") List<Analysis> analysis) {
    public BlueGreen {
      analysis = List.copyOf(analysis);
    }
  }

  /// Instance by instance.
  public record Rolling(
      Origin at,
      @Doc("Extra instances, a number or a percentage") @Nullable String maxSurge,
      @Doc("Missing instances, a number or a percentage") @Nullable String maxUnavailable,
      @Doc("Time after the last instance during which it is still judged") @Nullable Duration bake,
      @Doc("Stop criteria") List<Analysis> analysis) {
    public Rolling {
      analysis = List.copyOf(analysis);
    }
  }

  /// Everything at once.
  public record BigBang(Origin at, @Doc("When it happens") @Nullable Schedule schedule) {}

  /// When a big-bang release happens.
  public enum Schedule {
    ANY_TIME,
    SCHEDULED_BATCH
  }

  /// Mirrored traffic.
  public record Shadow(
      Origin at,
      @Range(from = 0, to = 100) @Doc("Percent of traffic that is mirrored")
          @Nullable Integer share,
      @Doc("How long") @Nullable Duration duration,
      @Doc("What is judged") List<Analysis> analysis) {
    public Shadow {
      analysis = List.copyOf(analysis);
    }
  }

  /// A stop criterion.
  public record Analysis(
      Origin at,
      @Doc("Name of the criterion") String name,
      @Doc("Where its data comes from: prometheus, splitter, …") @Nullable String source,
      @Doc("Against what") @Nullable Compare compare,
      @Doc("What is counted") @Nullable Query query,
      @Doc("Difference from the baseline that does no harm") @Nullable Tolerance tolerance,
      @Doc("Absolute bound") @Nullable Objective objective,
      @Doc("Time over which it is judged; without it, the whole rollout") @Nullable Duration window,
      @Doc("What happens without data") @Nullable OnNoData onNoData,
      @Doc("Key by which requests are counted, so that one customer cannot decide alone")
          @Nullable String by) {}

  /// Against what a release is judged.
  public enum Compare {
    BASELINE,
    OBJECTIVE
  }

  /// What is counted. Errors need bad and total; latency needs buckets.
  public record Query(
      Origin at,
      @Doc("Query for bad requests") @Nullable String bad,
      @Doc("Query for all requests") @Nullable String total,
      @Doc("Query for latency buckets") @Nullable String buckets,
      @Doc("Query for a single value") @Nullable String value) {}

  /// A difference that does no harm.
  public record Tolerance(
      Origin at,
      @Range(from = 0) @Doc("Factor over the baseline") @Nullable Double ratio,
      @Range(from = 0, to = 1) @Doc("Share of requests over the baseline")
          @Nullable Double absolute,
      @Doc("Time over the baseline") @Nullable Duration latency) {}

  /// An absolute bound.
  public record Objective(
      Origin at,
      @Doc("below or above") Comparison comparison,
      @Doc("The bound, a share for error rates and seconds for latency") double threshold,
      @Range(from = 0, to = 1) @Doc("For latency: the quantile, 0.99 say")
          @Nullable Double quantile) {}

  /// Side of a bound that is healthy.
  public enum Comparison {
    BELOW,
    ABOVE
  }

  /// What happens without data.
  public enum OnNoData {
    HOLD,
    ROLLBACK,
    PROCEED
  }

  /// A health check.
  public record Check(
      Origin at,
      @Doc("Name of the check") String name,
      @Doc("When it is asked") @Nullable CheckKind kind,
      @Doc("Path or URL that answers it") @Nullable String target,
      @Doc("Longest wait for an answer") @Nullable Duration timeout) {}

  /// When a health check is asked.
  public enum CheckKind {
    READINESS,
    LIVENESS,
    RELEASE
  }
}
