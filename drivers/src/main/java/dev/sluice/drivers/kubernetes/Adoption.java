package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes over what ran before sluice came: the Deployment that others are made after, with the
/// Service that leads to it, is the fleet of the release whose digest it runs. And sees to it that
/// no Service of others sends requests to a release past the route.
final class Adoption {
  private final World world;
  private final List<Service> services;

  private Adoption(World world, List<Service> services) {
    this.world = world;
    this.services = List.copyOf(services);
  }

  static Adoption of(Api api, World world) throws PortException, InterruptedException {
    List<Service> services =
        api.ask(
            "list",
            Kind.SERVICES,
            null,
            c -> c.services().inNamespace(api.namespace()).list().getItems());
    return new Adoption(world, services);
  }

  /// The Services of the namespace.
  List<Service> services() {
    return services;
  }

  /// Whether the template is the fleet of a release. It is asked only for the stable side, and only
  /// where nothing carries the mark of the release.
  static boolean fits(World world, Release stable) throws PortException {
    Deployment template = world.unmarkedTemplate();
    return template != null && world.blueprint().image().isOf(stable, world.image(template));
  }

  /// Says why nothing can be rolled out where nothing runs the stable release.
  static PortException unfit(World world, Release stable) throws PortException {
    return PortException.terminal(
        "%s runs %s, which is not the stable release %s (%s): release what runs, by its digest"
            .formatted(
                Mark.named(world.template()),
                world.image(world.template()),
                stable.id().brief(),
                world.blueprint().image().of(stable)));
  }

  /// Where the route sends requests for the template.
  Backend backend() throws PortException {
    Map<String, Backend> found = new HashMap<>();
    for (HTTPRouteRule rule : world.route().getSpec().getRules()) {
      for (HTTPBackendRef ref : rule.getBackendRefs()) {
        @Nullable Service service = service(ref.getName());
        if (service != null && ref.getPort() != null && leadsTo(service, world.podLabels())) {
          Backend backend = new Backend(ref.getName(), ref.getPort());
          found.put(backend.toString(), backend);
        }
      }
    }
    String template = Mark.named(world.template());
    if (found.size() != 1) {
      throw PortException.terminal(
          "%s has to send requests to %s through one Service and port, but does through %s"
              .formatted(
                  Mark.named(world.route()),
                  template,
                  found.isEmpty() ? "none" : new TreeSet<>(found.keySet())));
    }
    return found.values().iterator().next();
  }

  private @Nullable Service service(String name) {
    return services.stream()
        .filter(s -> name.equals(s.getMetadata().getName()) && !isMade(s))
        .findFirst()
        .orElse(null);
  }

  private static boolean isMade(Service service) {
    return Mark.OWNER.equals(Mark.label(service, Mark.MADE_BY));
  }

  private static boolean leadsTo(Service service, Map<String, String> labels) {
    @Nullable Map<String, String> selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && labels.entrySet().containsAll(selector.entrySet());
  }

  /// Refuses to make pods that a Service of others would lead to as well.
  ///
  /// @param routed a Service that the route leads to
  void keepApart(Release release, String routed) throws PortException {
    Map<String, String> labels = world.blueprint().podLabels(world.template(), release);
    for (Service s : services) {
      boolean allowed =
          !s.getMetadata().getName().equals(routed)
              && "true".equals(Mark.annotation(s, Mark.SPANS));
      if (!isMade(s) && !allowed && leadsTo(s, labels)) {
        throw PortException.terminal(
            "%s would send requests to new releases past the route, since their pods have the labels that it selects"
                    .formatted(Mark.named(s))
                + "\nfix: add the label %s: template to the pods of %s and to the selector of the Service (docs/targets.md)"
                    .formatted(Mark.RELEASE, Mark.named(world.template())));
      }
    }
  }
}
