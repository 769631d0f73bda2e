package dev.sluice.drivers.kubernetes;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Fraction;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRequestMirrorFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilterBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/// The rules of a route, of which some share requests out among releases: those that name a Service
/// of a release. All others are left as they are.
///
/// @param all every rule of the route
/// @param services Services that lead to releases of one target
/// @param namespace where the route and these Services are
record Rules(List<HTTPRouteRule> all, Set<String> services, String namespace) {
  private static final String MIRROR = "RequestMirror";

  Rules {
    all = List.copyOf(all);
    services = Set.copyOf(services);
  }

  /// Whether there is a rule that leads to a release.
  boolean lead() {
    return all.stream().anyMatch(this::isOurs);
  }

  private boolean isOurs(HTTPRouteRule rule) {
    return rule.getBackendRefs().stream().anyMatch(ref -> services.contains(service(ref)));
  }

  /// The Service of this namespace that a reference leads to; else an empty name.
  private String service(HTTPBackendRef ref) {
    boolean here = ref.getNamespace() == null || namespace.equals(ref.getNamespace());
    boolean isService = ref.getKind() == null || ref.getKind().equals("Service");
    return here && isService ? ref.getName() : "";
  }

  /// The share of the requests that a Service gets, in percent. Where rules differ it is the
  /// largest, so that shares add up to more than there is, and nobody takes them for settled.
  int share(String service) {
    return most(rule -> share(rule, service));
  }

  private int most(ToIntFunction<HTTPRouteRule> percent) {
    return all.stream().filter(this::isOurs).mapToInt(percent).max().orElse(0);
  }

  /// A share is rounded, but never to nothing and never to everything.
  private int share(HTTPRouteRule rule, String service) {
    long sum = 0;
    long own = 0;
    for (HTTPBackendRef ref : rule.getBackendRefs()) {
      long weight = ref.getWeight() == null ? 1 : ref.getWeight();
      sum += weight;
      own += service.equals(service(ref)) ? weight : 0;
    }
    if (own == 0 || own == sum) {
      return own == 0 ? 0 : 100;
    }
    return Math.clamp(Math.round(100.0 * own / sum), 1, 99);
  }

  /// The share of the requests of which a Service gets a copy, in percent.
  int mirror(String service) {
    return most(rule -> mirror(rule, service));
  }

  private static int mirror(HTTPRouteRule rule, String service) {
    return rule.getFilters().stream()
        .filter(filter -> mirrors(filter, service))
        .mapToInt(filter -> percent(filter.getRequestMirror()))
        .max()
        .orElse(0);
  }

  private static boolean mirrors(HTTPRouteFilter filter, String service) {
    return MIRROR.equals(filter.getType())
        && filter.getRequestMirror() != null
        && service.equals(filter.getRequestMirror().getBackendRef().getName());
  }

  private static int percent(HTTPRequestMirrorFilter filter) {
    Fraction fraction = filter.getFraction();
    if (fraction != null) {
      int whole = Objects.requireNonNullElse(fraction.getDenominator(), 100);
      return Math.clamp(Math.ceilDiv(100L * fraction.getNumerator(), whole), 0, 100);
    }
    return Objects.requireNonNullElse(filter.getPercent(), 100);
  }

  /// With shares for two Services, and none for any other.
  Rules share(Backend stable, Backend canary, int percent) {
    return change(rule ->
        new HTTPRouteRuleBuilder(rule)
            .withBackendRefs(ref(rule, stable, 100 - percent), ref(rule, canary, percent))
            .build());
  }

  private Rules change(UnaryOperator<HTTPRouteRule> change) {
    return new Rules(
        all.stream().map(rule -> isOurs(rule) ? change.apply(rule) : rule).toList(),
        services,
        namespace);
  }

  private HTTPBackendRef ref(HTTPRouteRule rule, Backend backend, int weight) {
    return rule.getBackendRefs().stream()
        .filter(ref -> backend.service().equals(service(ref)))
        .findFirst()
        .map(ref -> new HTTPBackendRefBuilder(ref).withWeight(weight).build())
        .orElseGet(() ->
            new HTTPBackendRefBuilder()
                .withGroup("")
                .withKind("Service")
                .withName(backend.service())
                .withPort(backend.port())
                .withWeight(weight)
                .build());
  }

  /// With a share of the requests copied to one Service, and to no other of a release.
  Rules mirror(Backend backend, int percent) {
    return change(rule -> mirrored(rule, backend, percent));
  }

  private HTTPRouteRule mirrored(HTTPRouteRule rule, Backend backend, int percent) {
    List<HTTPRouteFilter> filters = new ArrayList<>();
    for (HTTPRouteFilter filter : rule.getFilters()) {
      if (services.stream().noneMatch(s -> mirrors(filter, s))) {
        filters.add(filter);
      }
    }
    if (percent > 0) {
      filters.add(mirrorTo(backend, percent));
    }
    return new HTTPRouteRuleBuilder(rule).withFilters(filters).build();
  }

  /// All of the requests is what the field's absence says, also to gateways that do not know it.
  private static HTTPRouteFilter mirrorTo(Backend backend, int percent) {
    return new HTTPRouteFilterBuilder()
        .withType(MIRROR)
        .withNewRequestMirror()
        .withBackendRef(
            new BackendObjectReferenceBuilder()
                .withGroup("")
                .withKind("Service")
                .withName(backend.service())
                .withPort(backend.port())
                .build())
        .withPercent(percent == 100 ? null : percent)
        .endRequestMirror()
        .build();
  }
}
