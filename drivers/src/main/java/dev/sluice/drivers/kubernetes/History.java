package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Objects of releases of the past. A few are kept, without instances, for whoever wants to look.
final class History {
  /// How many are kept.
  static final int KEPT = 3;

  private History() {}

  /// Deletes the oldest: only what sluice has made, has no instances and no route names.
  ///
  /// @param units releases that are needed now
  static void prune(Api api, World world, List<Unit> units, List<Service> services)
      throws PortException, InterruptedException {
    List<Past> past = new ArrayList<>();
    for (Deployment d : world.marked()) {
      if (Mark.OWNER.equals(Mark.label(d, Mark.MADE_BY))
          && units.stream().noneMatch(unit -> unit.is(d))
          && isEmpty(d)
          && !isNamed(world, d.getMetadata().getName())) {
        past.add(new Past(Mark.generation(d), d));
      }
    }
    past.sort(Comparator.comparingLong(Past::lastUsed).reversed());
    for (Past p : past.subList(Math.min(KEPT, past.size()), past.size())) {
      String name = p.deployment().getMetadata().getName();
      // The Service first: whoever is interrupted here finds the Deployment again.
      for (Service s : services) {
        if (name.equals(s.getMetadata().getName())
            && Mark.OWNER.equals(Mark.label(s, Mark.MADE_BY))) {
          api.delete(Kind.SERVICES, s);
        }
      }
      api.delete(Kind.DEPLOYMENTS, p.deployment());
    }
  }

  private record Past(long lastUsed, Deployment deployment) {}

  private static boolean isEmpty(Deployment deployment) {
    return Readiness.replicas(deployment) == 0
        && (deployment.getStatus() == null
            || Objects.requireNonNullElse(deployment.getStatus().getReplicas(), 0) == 0);
  }

  private static boolean isNamed(World world, String service) {
    return world.route().getSpec().getRules().stream()
        .anyMatch(rule ->
            rule.getBackendRefs().stream().anyMatch(ref -> service.equals(ref.getName()))
                || rule.getFilters().stream()
                    .anyMatch(f ->
                        f.getRequestMirror() != null
                            && service.equals(f.getRequestMirror().getBackendRef().getName())));
  }
}
