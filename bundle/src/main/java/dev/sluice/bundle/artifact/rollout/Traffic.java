package dev.sluice.bundle.artifact.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.Route;
import dev.sluice.flow.fact.Workload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How requests reach a workload today.
///
/// @param service the Service that leads to it, or null when none is known
/// @param route the route of the Gateway API that leads to that Service, or null without one
record Traffic(Workload workload, @Nullable ClusterService service, @Nullable Route route) {
  Traffic {
    requireNonNull(workload, "workload");
  }

  static Traffic of(Workload workload, Material material) {
    Optional<ClusterService> service = Workloads.service(workload, material);
    Route route =
        service
            .flatMap(s ->
                material.facts().of(Route.class).stream()
                    .filter(r -> Workloads.in(r, workload) && !r.tool().equals("helm"))
                    .filter(r -> r.backends().stream().anyMatch(b -> b.service().equals(s.name())))
                    .findFirst())
            .orElse(null);
    return new Traffic(workload, service.orElse(null), route);
  }

  /// The name of the Service that users reach.
  String name() {
    return service == null ? workload.name() : service.name();
  }

  /// The Service's port.
  int port() {
    return service == null ? 80 : Workloads.port(service).map(ClusterService.Port::port).orElse(80);
  }

  /// The pods' port: a number, or a name.
  Object target() {
    String target =
        service == null
            ? null
            : Workloads.port(service).map(ClusterService.Port::target).orElse(null);
    if (target != null) {
      return target.matches("[0-9]{1,5}") ? Integer.valueOf(target) : target;
    }
    return service != null
        ? port()
        : workload.ports().isEmpty() ? 8080 : workload.ports().getFirst();
  }

  /// The name of the port, or null.
  @Nullable String portName() {
    return service == null
        ? "http"
        : Workloads.port(service).map(ClusterService.Port::name).orElse(null);
  }

  /// The backends of the route that lead to the workload, in order.
  List<Route.Backend> backends() {
    return route == null
        ? List.of()
        : route.backends().stream().filter(b -> b.service().equals(name())).toList();
  }
}
