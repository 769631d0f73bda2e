package dev.sluice.drivers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A Role that users are given, in a namespace: whether it suffices, and nothing in it is too much.
public final class Rights {
  private final Cluster.Shared cluster;
  private final String namespace;

  /// @param file name of the role's file
  public Rights(Cluster.Shared cluster, String namespace, String file) throws Exception {
    this.cluster = cluster;
    this.namespace = namespace;
    byte[] role = read(file).getBytes(StandardCharsets.UTF_8);
    cluster.client().load(new ByteArrayInputStream(role)).inNamespace(namespace).create();
    for (PolicyRule rule : role().getRules()) {
      await(rule, rule.getVerbs().getFirst(), true);
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(Path.of("../docs/kubernetes", file))
        .replace("namespace: shop", "namespace: " + namespace);
  }

  /// Who has the role.
  public Config config() {
    Config config = cluster.config();
    config.setImpersonateUsername(user());
    return config;
  }

  private String user() {
    return "system:serviceaccount:" + namespace + ":sluice";
  }

  /// Takes each verb away by itself, has everything done that is ever done, and gives it back.
  ///
  /// @return how many verbs there are
  public int takeAwayEach(ThrowingCallable walk) throws Exception {
    List<PolicyRule> all = role().getRules();
    int verbs = 0;
    for (PolicyRule rule : all) {
      for (String verb : rule.getVerbs()) {
        give(without(all, rule, verb));
        await(rule, verb, false);
        refuses(walk, rule, verb);
        give(all);
        await(rule, verb, true);
        done(walk);
        verbs++;
      }
    }
    return verbs;
  }

  private static List<PolicyRule> without(List<PolicyRule> all, PolicyRule rule, String verb) {
    List<PolicyRule> less = new ArrayList<>(all);
    less.remove(rule);
    if (rule.getVerbs().size() > 1) {
      less.add(new PolicyRuleBuilder(rule).removeFromVerbs(verb).build());
    }
    return less;
  }

  private void refuses(ThrowingCallable walk, PolicyRule rule, String verb) {
    String resource = rule.getResources().getFirst();
    assertThatThrownBy(walk)
        .as(verb + " " + resource)
        .isInstanceOf(PortException.class)
        .matches(e -> ((PortException) e).isTerminal())
        .hasMessageContaining(verb + " " + resource)
        .hasMessageContaining("namespace " + namespace)
        .hasMessageContaining(
            "its Role lacks {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
                .formatted(rule.getApiGroups().getFirst(), resource, verb));
  }

  private static void done(ThrowingCallable walk) {
    try {
      walk.call();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private Role role() {
    return cluster.client().rbac().roles().inNamespace(namespace).withName("sluice").require();
  }

  private void give(List<PolicyRule> rules) {
    Role role = role();
    role.setRules(rules);
    Role after = cluster.client().resource(role).inNamespace(namespace).update();
    assertThat(after.getRules()).hasSameSizeAs(rules);
  }

  /// The API takes a moment to hear of new roles.
  private void await(PolicyRule rule, String verb, boolean allowed) throws Exception {
    String[] resource = rule.getResources().getFirst().split("/", -1);
    List<String> names = rule.getResourceNames();
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user())
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(rule.getApiGroups().getFirst())
            .withResource(resource[0])
            .withSubresource(resource.length > 1 ? resource[1] : null)
            .withName(names.isEmpty() ? null : names.getFirst())
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    for (int i = 0; i < 200; i++) {
      SubjectAccessReview answer = cluster.client().resource(review).create();
      if (answer.getStatus().getAllowed() == allowed) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("the API has not heard of the role");
  }
}
