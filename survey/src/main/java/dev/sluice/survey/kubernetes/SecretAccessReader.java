package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.SecretAccess;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the rules of roles that let somebody read secrets.
///
/// Source: the RBAC documentation of Kubernetes; `list` and `watch` return the content as `get`
/// does.
@AutoService(ObjectReader.class)
public final class SecretAccessReader implements ObjectReader {
  private static final Set<String> KINDS = Set.of("Role", "ClusterRole");
  private static final Set<String> READING = Set.of("get", "list", "watch", "*");

  @Override
  public Set<String> words() {
    return Set.of("Role");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return KINDS.contains(object.kind()) && object.group().equals("rbac.authorization.k8s.io")
        ? object.node().items("rules").stream().flatMap(rule -> access(rule, object))
        : Stream.empty();
  }

  private static Stream<SecretAccess> access(Yaml rule, KubeObject role) {
    boolean core =
        rule.texts("apiGroups").anyMatch(g -> g.value().isEmpty() || g.value().equals("*"));
    List<String> verbs = rule.texts("verbs").map(Text::value).toList();
    if (!core || verbs.stream().noneMatch(READING::contains)) {
      return Stream.empty();
    }
    boolean named = rule.texts("resourceNames").findAny().isPresent();
    boolean broad = !named || verbs.contains("*");
    return rule.texts("resources")
        .filter(r -> r.value().equals("secrets") || r.value().equals("*"))
        .limit(1)
        .map(r -> new SecretAccess(r.source(), role.id(), verbs, broad));
  }
}
