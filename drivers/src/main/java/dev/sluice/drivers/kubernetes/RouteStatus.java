package dev.sluice.drivers.kubernetes;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What gateways say about a route. One that says nothing is taken to have done what the route
/// says: not every gateway reports.
///
/// @param taken whether every gateway that reports has taken the rules as they are now
/// @param refusal what a gateway has against them, or null
record RouteStatus(boolean taken, @Nullable String refusal) {
  static RouteStatus of(HTTPRoute route) {
    boolean taken = true;
    for (RouteParentStatus parent : reporting(route)) {
      for (String type : List.of("Accepted", "ResolvedRefs")) {
        Condition condition = condition(parent, type);
        if (condition != null && !isCurrent(condition, route)) {
          taken = false;
        } else if (condition != null && !"True".equals(condition.getStatus())) {
          return new RouteStatus(false, refused(route, parent, condition));
        }
      }
    }
    return new RouteStatus(taken, null);
  }

  private static List<RouteParentStatus> reporting(HTTPRoute route) {
    if (route.getStatus() == null) {
      return List.of();
    }
    List<ParentReference> declared = route.getSpec().getParentRefs();
    return route.getStatus().getParents().stream()
        .filter(p -> declared.stream().anyMatch(d -> isSame(d, p.getParentRef())))
        .toList();
  }

  private static boolean isSame(ParentReference one, ParentReference other) {
    return Objects.equals(one.getName(), other.getName())
        && Objects.equals(one.getSectionName(), other.getSectionName())
        && (one.getNamespace() == null
            || other.getNamespace() == null
            || one.getNamespace().equals(other.getNamespace()));
  }

  private static @Nullable Condition condition(RouteParentStatus parent, String type) {
    return parent.getConditions().stream()
        .filter(c -> type.equals(c.getType()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isCurrent(Condition condition, HTTPRoute route) {
    Long observed = condition.getObservedGeneration();
    return observed == null || observed >= route.getMetadata().getGeneration();
  }

  private static String refused(HTTPRoute route, RouteParentStatus parent, Condition condition) {
    return "%s is not routed: gateway %s says %s is %s (%s): %s"
        .formatted(
            Mark.named(route),
            parent.getParentRef().getName(),
            condition.getType(),
            condition.getStatus(),
            condition.getReason(),
            condition.getMessage());
  }
}
