package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which instances answer: those that are ready, run what the Deployment says now, and that the
/// Service leads to.
record Readiness(List<EndpointSlice> slices) {
  private static final String SERVICE = "kubernetes.io/service-name";

  Readiness {
    slices = List.copyOf(slices);
  }

  static Readiness read(Api api, Backend... backends) throws PortException, InterruptedException {
    String[] names = List.of(backends).stream().map(Backend::service).toArray(String[]::new);
    return new Readiness(
        api.ask(
            "list",
            Kind.SLICES,
            null,
            c ->
                c.discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(api.namespace())
                    .withLabelIn(SERVICE, names)
                    .list()
                    .getItems()));
  }

  /// How many instances of a release answer.
  int ready(Deployment deployment, Backend backend) {
    @Nullable DeploymentStatus status = deployment.getStatus();
    if (status == null) {
      return 0;
    }
    int ready = Objects.requireNonNullElse(status.getReadyReplicas(), 0);
    int updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
    int least = Math.min(Math.min(ready, updated), replicas(deployment));
    boolean observed =
        status.getObservedGeneration() != null
            && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    // A new number of instances changes none of those that are there.
    int known = observed ? least : Math.min(ready, replicas(deployment));
    return Math.min(known, endpoints(backend.service()));
  }

  /// How many instances there shall be.
  static int replicas(Deployment deployment) {
    return Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
  }

  /// The same pod has an endpoint for each kind of address.
  private int endpoints(String service) {
    Set<String> ready = new HashSet<>();
    for (EndpointSlice slice : slices) {
      if (service.equals(Mark.label(slice, SERVICE))) {
        for (Endpoint e : endpoints(slice)) {
          if (e.getConditions() == null || !Boolean.FALSE.equals(e.getConditions().getReady())) {
            ready.add(
                e.getTargetRef() == null
                    ? e.getAddresses().toString()
                    : e.getTargetRef().getName());
          }
        }
      }
    }
    return ready.size();
  }

  /// The API leaves an empty list out.
  private static List<Endpoint> endpoints(EndpointSlice slice) {
    @Nullable List<Endpoint> endpoints = slice.getEndpoints();
    return endpoints == null ? List.of() : endpoints;
  }
}
