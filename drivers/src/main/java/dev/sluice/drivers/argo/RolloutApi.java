package dev.sluice.drivers.argo;

import dev.sluice.drivers.kubernetes.Api;
import dev.sluice.drivers.kubernetes.Image;
import dev.sluice.drivers.kubernetes.Kind;
import dev.sluice.drivers.kubernetes.Mark;
import dev.sluice.drivers.kubernetes.Ownership;
import dev.sluice.drivers.kubernetes.StaleException;
import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The objects of a target, where they are.
record RolloutApi(Api api, String name, Image image) {
  /// Annotation: the newest order that moves the Rollout, and where it rested before that.
  static final String FROM = "sluice.dev/from";

  private static final Kind ROLLOUTS = new Kind("argoproj.io", "rollouts");
  private static final Kind STATUS = new Kind("argoproj.io", "rollouts/status");
  private static final Kind SETS = new Kind("apps", "replicasets");
  private static final String FIX =
      "leave the image out of what they apply: sluice says which image is rolled out"
          + " (docs/targets.md)";
  private static final ResourceDefinitionContext DEFINITION =
      new ResourceDefinitionContext.Builder()
          .withGroup("argoproj.io")
          .withVersion("v1alpha1")
          .withKind("Rollout")
          .withPlural("rollouts")
          .withNamespaced(true)
          .build();

  Rollout rollout() throws PortException, InterruptedException {
    @Nullable GenericKubernetesResource object =
        api.ask("get", ROLLOUTS, name, c -> resource(c).get());
    if (object == null) {
      throw PortException.terminal(
          "there is no Rollout %s/%s, or the cluster has no argoproj.io/v1alpha1"
              .formatted(api.namespace(), name));
    }
    return Rollout.of(object, image);
  }

  private Resource<GenericKubernetesResource> resource(KubernetesClient client) {
    return client
        .genericKubernetesResources(DEFINITION)
        .inNamespace(api.namespace())
        .withName(name);
  }

  Pods pods(Rollout rollout) throws PortException, InterruptedException {
    List<ReplicaSet> sets =
        api.ask(
            "list",
            SETS,
            null,
            c ->
                c.apps()
                    .replicaSets()
                    .inNamespace(api.namespace())
                    .withLabel(Pods.HASH)
                    .list()
                    .getItems());
    return Pods.of(image, rollout, sets);
  }

  /// Writes the number of an order on the Rollout as it was read, with the image that it is to
  /// have.
  ///
  /// @param from which order moves it from where, as [Rollout#isUnsettled] reads it; else empty
  /// @return the version of the object after that
  String claim(Rollout rollout, long generation, String image, String from)
      throws PortException, StaleException, InterruptedException {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Mark.GENERATION, Long.toString(generation));
    annotations.put(FROM, from);
    GenericKubernetesResource applied =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("argoproj.io/v1alpha1")
            .withKind("Rollout")
            .withNewMetadata()
            .withName(name)
            .withNamespace(api.namespace())
            .withResourceVersion(rollout.object().getMetadata().getResourceVersion())
            .withAnnotations(annotations)
            .endMetadata()
            .build();
    Map<String, String> container = Map.of("name", rollout.container(), "image", image);
    applied.setAdditionalProperty(
        "spec", Map.of("template", Map.of("spec", Map.of("containers", List.of(container)))));
    boolean force = Ownership.appliers(rollout.object(), path(rollout)).isEmpty();
    GenericKubernetesResource after =
        api.patch(ROLLOUTS, name, FIX, c -> resource(c).patch(Api.applying(force), applied));
    return after.getMetadata().getResourceVersion();
  }

  private static String[] path(Rollout rollout) {
    String container = "k:{\"name\":\"" + rollout.container() + "\"}";
    return new String[] {"spec", "template", "spec", "containers", container, "image"};
  }

  /// Changes the status, on which promotions and aborts are written, of the object in one version.
  void status(String version, Map<String, ?> status)
      throws PortException, StaleException, InterruptedException {
    String change =
        Serialization.asJson(
            Map.of("metadata", Map.of("resourceVersion", version), "status", status));
    var _ =
        api.patch(
            STATUS,
            name,
            FIX,
            c ->
                resource(c)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), change));
  }
}
