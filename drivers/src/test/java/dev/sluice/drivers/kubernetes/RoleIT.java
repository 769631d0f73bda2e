package dev.sluice.drivers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Role that users are given: it suffices, and nothing in it is too much.
@ExtendWith(Cluster.class)
class RoleIT {
  private int releases;

  @Test
  void everyVerbOfTheRoleIsNeededAndNoOther(Cluster.Shared cluster) throws Exception {
    try (Shop shop = new Shop(cluster)) {
      String role = Files.readString(Path.of("../docs/kubernetes/role.yaml"));
      shop.apply(role.replace("namespace: shop", "namespace: " + shop.namespace));
      Config config = cluster.config();
      config.setImpersonateUsername(user(shop));
      try (KubernetesTarget target = shop.target(config)) {
        await(
            shop,
            new PolicyRuleBuilder()
                .withApiGroups("apps")
                .withResources("deployments")
                .withVerbs("get")
                .build(),
            true);
        for (int i = 0; i < History.KEPT + 2; i++) {
          walk(target);
        }
        List<String> tried = new ArrayList<>();
        for (PolicyRule rule : role(shop).getRules()) {
          for (String verb : rule.getVerbs()) {
            lacks(shop, target, rule, verb);
            tried.add(verb + " " + rule.getResources().getFirst());
          }
        }
        assertThat(tried).hasSize(11);
        assertThatCode(() -> walk(target)).doesNotThrowAnyException();
      }
    }
  }

  private void lacks(Shop shop, KubernetesTarget target, PolicyRule rule, String verb)
      throws Exception {
    List<PolicyRule> all = role(shop).getRules();
    List<PolicyRule> less = new ArrayList<>(all);
    less.remove(rule);
    if (rule.getVerbs().size() > 1) {
      less.add(new PolicyRuleBuilder(rule).removeFromVerbs(verb).build());
    }
    rules(shop, less);
    await(shop, one(rule, verb), false);
    String resource = rule.getResources().getFirst();
    assertThatThrownBy(() -> walk(target))
        .as(verb + " " + resource)
        .isInstanceOf(PortException.class)
        .matches(e -> ((PortException) e).isTerminal())
        .hasMessageContaining(verb + " " + resource)
        .hasMessageContaining("namespace " + shop.namespace)
        .hasMessageContaining(
            "its Role lacks {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
                .formatted(rule.getApiGroups().getFirst(), resource, verb));
    rules(shop, all);
    await(shop, one(rule, verb), true);
    walk(target);
  }

  private static PolicyRule one(PolicyRule rule, String verb) {
    return new PolicyRuleBuilder(rule).withVerbs(verb).build();
  }

  /// Everything that is ever asked: a look, and a new release, for which an old one goes away.
  private void walk(KubernetesTarget target) throws Exception {
    releases++;
    Pair pair =
        Shop.pair(Shop.FIRST, Shop.release(Character.forDigit(releases % 16, 16), "v" + releases));
    target.look(pair);
    target.tell(pair, new Order.SetWeight(releases, 0));
  }

  private static Role role(Shop shop) {
    return shop.cluster
        .client()
        .rbac()
        .roles()
        .inNamespace(shop.namespace)
        .withName("sluice")
        .require();
  }

  private static void rules(Shop shop, List<PolicyRule> rules) {
    Role role = role(shop);
    role.setRules(rules);
    Role after = shop.cluster.client().resource(role).inNamespace(shop.namespace).update();
    assertThat(after.getRules()).hasSameSizeAs(rules);
  }

  private static String user(Shop shop) {
    return "system:serviceaccount:" + shop.namespace + ":sluice";
  }

  /// The API takes a moment to hear of new roles.
  private static void await(Shop shop, PolicyRule rule, boolean allowed) throws Exception {
    List<String> names = rule.getResourceNames();
    List<String> verbs = rule.getVerbs();
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user(shop))
            .withNewResourceAttributes()
            .withNamespace(shop.namespace)
            .withGroup(rule.getApiGroups().getFirst())
            .withResource(rule.getResources().getFirst())
            .withName(names == null || names.isEmpty() ? null : names.getFirst())
            .withVerb(verbs.getFirst())
            .endResourceAttributes()
            .endSpec()
            .build();
    for (int i = 0; i < 200; i++) {
      SubjectAccessReview answer = shop.cluster.client().resource(review).create();
      if (answer.getStatus().getAllowed() == allowed) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("the API has not heard of the role");
  }
}
