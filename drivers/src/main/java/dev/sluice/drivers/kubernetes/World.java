package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The objects of a target, as they were read.
///
/// @param route shares the traffic out
/// @param template the Deployment that others are made after
/// @param marked the Deployments that carry the mark of a release, the template among them when it
///   was taken over
record World(Blueprint blueprint, HTTPRoute route, Deployment template, List<Deployment> marked) {
  World {
    marked = List.copyOf(marked);
  }

  static World read(Api api, Blueprint blueprint) throws PortException, InterruptedException {
    String name = blueprint.settings().route();
    @Nullable HTTPRoute route =
        api.ask(
            "get",
            Kind.ROUTES,
            name,
            c -> c.resources(HTTPRoute.class).inNamespace(api.namespace()).withName(name).get());
    if (route == null) {
      throw PortException.terminal(
          "there is no HTTPRoute %s/%s, or the cluster has no gateway.networking.k8s.io/v1"
              .formatted(api.namespace(), name));
    }
    String deployment = blueprint.settings().deployment();
    @Nullable Deployment template =
        api.ask(
            "get",
            Kind.DEPLOYMENTS,
            deployment,
            c -> c.apps().deployments().inNamespace(api.namespace()).withName(deployment).get());
    if (template == null) {
      throw PortException.terminal(
          "there is no Deployment %s/%s to make others after"
              .formatted(api.namespace(), deployment));
    }
    List<Deployment> marked =
        api.ask(
            "list",
            Kind.DEPLOYMENTS,
            null,
            c ->
                c.apps()
                    .deployments()
                    .inNamespace(api.namespace())
                    .withLabel(Mark.TARGET, blueprint.target())
                    .list()
                    .getItems());
    return new World(blueprint, route, template, marked);
  }

  /// The newest order that was done with any of the objects.
  long newest() throws PortException {
    long newest = Mark.generation(route);
    for (Deployment d : marked) {
      newest = Math.max(newest, Mark.generation(d));
    }
    return newest;
  }

  /// Whether sluice has steered it before.
  boolean isSteered() {
    return Mark.annotation(route, Mark.GENERATION) != null;
  }

  /// The Deployment that carries the mark of a release, or null.
  ///
  /// @throws PortException when it runs something else
  @Nullable Deployment marked(Release release) throws PortException {
    for (Deployment d : marked) {
      if (release.id().brief().equals(Mark.label(d, Mark.RELEASE))) {
        String runs = image(d);
        if (blueprint.image().isOf(release, runs)) {
          return d;
        }
        throw PortException.terminal(
            "%s is marked as release %s, but runs %s: somebody has deployed past sluice; put it"
                    .formatted(Mark.named(d), release.id().brief(), runs)
                + (" back, or take the label " + Mark.RELEASE + " away"));
      }
    }
    return null;
  }

  /// The image that a Deployment runs.
  String image(Deployment deployment) throws PortException {
    return blueprint
        .image()
        .in(deployment.getSpec().getTemplate().getSpec().getContainers(), Mark.named(deployment))
        .getImage();
  }

  /// The template, when it was not taken over for any release.
  @Nullable Deployment unmarkedTemplate() {
    return Mark.label(template, Mark.RELEASE) == null ? template : null;
  }

  /// The rules of the route.
  ///
  /// @param more Services of releases that need not be there yet
  Rules rules(Backend... more) throws PortException {
    Set<String> services = new HashSet<>();
    for (Deployment d : marked) {
      services.add(Backend.of(d, blueprint.settings().port()).service());
    }
    for (Backend b : more) {
      services.add(b.service());
    }
    return new Rules(route.getSpec().getRules(), services, blueprint.settings().namespace());
  }

  /// Labels that pods of the template have.
  Map<String, String> podLabels() {
    return template.getSpec().getTemplate().getMetadata().getLabels();
  }
}
