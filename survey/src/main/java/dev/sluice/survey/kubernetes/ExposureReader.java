package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Exposed;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.yaml.Yaml;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads ways into a cluster. Whether one faces the internet is known only where an annotation for
/// the cloud's load balancer says so: an ingress may as well serve an intranet.
///
/// Source: the documentation of the AWS Load Balancer Controller, GKE and AKS.
@AutoService(ObjectReader.class)
public final class ExposureReader implements ObjectReader {
  private static final Set<String> SCHEMES =
      Set.of(
          "alb.ingress.kubernetes.io/scheme",
          "service.beta.kubernetes.io/aws-load-balancer-scheme",
          "networking.gke.io/load-balancer-type",
          "cloud.google.com/load-balancer-type");
  private static final Set<String> INTERNAL =
      Set.of(
          "service.beta.kubernetes.io/aws-load-balancer-internal",
          "service.beta.kubernetes.io/azure-load-balancer-internal");

  @Override
  public Set<String> words() {
    return Set.of("Ingress", "LoadBalancer", "HTTPRoute");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return isWayIn(object)
        ? Stream.of(
            new Exposed(
                object.source(),
                object.kind(),
                object.name(),
                placed.environment(),
                internet(object)))
        : Stream.empty();
  }

  private static boolean isWayIn(KubeObject object) {
    return switch (object.kind()) {
      case "Ingress" ->
          object.group().equals("networking.k8s.io") || object.group().equals("extensions");
      case "Service" ->
          object.group().isEmpty() && "LoadBalancer".equals(object.node().string("spec", "type"));
      case "HTTPRoute" -> object.group().equals("gateway.networking.k8s.io");
      default -> false;
    };
  }

  private static @Nullable Boolean internet(KubeObject object) {
    for (Yaml.Entry entry : object.node().entries("metadata", "annotations")) {
      String value =
          entry.value() instanceof Yaml.Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "";
      if (SCHEMES.contains(entry.name())) {
        return value.equals("internet-facing") || value.equals("external");
      }
      if (INTERNAL.contains(entry.name()) && value.equals("true")) {
        return false;
      }
    }
    return null;
  }
}
