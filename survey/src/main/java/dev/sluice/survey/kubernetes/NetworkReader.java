package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Route;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads how requests reach pods: Services, and routes of the Gateway API.
@AutoService(ObjectReader.class)
public final class NetworkReader implements ObjectReader {
  @Override
  public Set<String> words() {
    return Set.of("kind: Service\n", "kind: Service\r", "HTTPRoute");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return switch (object.group() + "/" + object.kind()) {
      case "/Service" -> Stream.of(service(placed));
      case "gateway.networking.k8s.io/HTTPRoute" -> Stream.of(route(placed));
      default -> Stream.empty();
    };
  }

  private static ClusterService service(Placed placed) {
    KubeObject object = placed.object();
    return new ClusterService(
        object.source(),
        placed.tool(),
        object.name(),
        object.namespace(),
        placed.environment(),
        Values.texts(object.node().entries("spec", "selector")),
        object.node().items("spec", "ports").stream().flatMap(NetworkReader::port).toList());
  }

  private static Stream<ClusterService.Port> port(Yaml port) {
    Integer number = Values.number(port.string("port"));
    return number == null
        ? Stream.empty()
        : Stream.of(
            new ClusterService.Port(port.string("name"), number, port.string("targetPort")));
  }

  private static Route route(Placed placed) {
    KubeObject object = placed.object();
    Yaml node = object.node();
    List<Route.Backend> backends = new ArrayList<>();
    List<Yaml> rules = node.items("spec", "rules");
    for (int i = 0; i < rules.size(); i++) {
      int rule = i;
      rules
          .get(i)
          .items("backendRefs")
          .forEach(ref ->
              ref.text("name")
                  .ifPresent(name ->
                      backends.add(
                          new Route.Backend(
                              rule, name.value(), Values.number(ref.string("port"))))));
    }
    return new Route(
        object.source(),
        placed.tool(),
        object.name(),
        object.namespace(),
        placed.environment(),
        texts(node.at("spec", "hostnames")),
        node.items("spec", "parentRefs").stream().flatMap(NetworkReader::gateway).toList(),
        backends);
  }

  private static List<String> texts(@Nullable Yaml list) {
    return list == null
        ? List.of()
        : list.items().stream()
            .filter(Yaml.Scalar.class::isInstance)
            .map(item -> ((Yaml.Scalar) item).text())
            .toList();
  }

  private static Stream<Route.Gateway> gateway(Yaml parent) {
    String kind = parent.string("kind");
    return kind != null && !kind.equals("Gateway")
        ? Stream.empty()
        : parent.text("name").stream()
            .map(Text::value)
            .map(name ->
                new Route.Gateway(name, parent.string("namespace"), parent.string("sectionName")));
  }
}
