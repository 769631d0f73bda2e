package dev.sluice.drivers.argo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Plays the controller of Argo Rollouts for one Rollout: ReplicaSets, steps, pauses, promotions
/// and aborts, as its documentation describes them. It is not that controller.
final class StandIn implements AutoCloseable {
  private final Stage stage;
  private final KubernetesClient client;
  private volatile boolean ended;
  private final Thread thread;

  private StandIn(Stage stage) {
    this.stage = stage;
    this.client = stage.cluster.client();
    this.thread = Thread.ofVirtual().name("stand-in").unstarted(this::run);
  }

  static StandIn start(Stage stage) {
    StandIn controller = new StandIn(stage);
    controller.thread.start();
    return controller;
  }

  private void run() {
    while (!ended) {
      try {
        reconcile(stage.rollout().require());
        Thread.sleep(50);
      } catch (KubernetesClientException e) {
        // Somebody has changed something meanwhile: the next round sees it.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void reconcile(GenericKubernetesResource rollout) {
    Object template = rollout.get("spec", "template");
    String hash = Integer.toHexString(Objects.hashCode(template));
    String stable = Rollout.text(rollout.get("status", "stableRS"));
    int replicas = Rollout.number(rollout.get("spec", "replicas"), 1);
    ReplicaSet current = set(rollout, hash, stable.isEmpty() || stable.equals(hash) ? replicas : 0);
    Map<String, Object> status = new HashMap<>();
    boolean changed = !hash.equals(Rollout.text(rollout.get("status", "currentPodHash")));
    status.put("currentPodHash", hash);
    status.put("observedGeneration", rollout.getMetadata().getGeneration().toString());
    if (stable.isEmpty()) {
      status.put("stableRS", hash);
      status.put("canary", weights(hash, hash, 0));
    } else if (changed || stable.equals(hash)) {
      reset(status, stable, hash);
      scale(current, replicas);
      othersDown(stable.equals(hash) ? List.of(hash) : List.of(hash, stable));
    } else if (ready(current) || Boolean.TRUE.equals(rollout.get("status", "abort"))) {
      move(rollout, status, stable, hash);
    }
    patch(rollout, status);
  }

  private static void reset(Map<String, Object> status, String stable, String hash) {
    status.put("abort", null);
    status.put("promoteFull", null);
    status.put("pauseConditions", null);
    status.put("currentStepIndex", 0);
    status.put("canary", weights(stable, hash, 0));
  }

  private void move(
      GenericKubernetesResource rollout, Map<String, Object> status, String stable, String hash) {
    List<?> steps = (List<?>) rollout.get("spec", "strategy", "canary", "steps");
    int index = Rollout.number(rollout.get("status", "currentStepIndex"), 0);
    // What was promoted fully ignores an abort.
    if (Boolean.TRUE.equals(rollout.get("status", "promoteFull"))) {
      promoted(status, hash);
    } else if (Boolean.TRUE.equals(rollout.get("status", "abort"))) {
      status.put("canary", weights(stable, hash, 0));
      status.put("currentStepIndex", 0);
      status.put("pauseConditions", null);
      status.put("controllerPause", null);
    } else if (index >= steps.size()) {
      promoted(status, hash);
    } else if (((Map<?, ?>) steps.get(index)).containsKey("pause")) {
      pause(rollout, status, index);
    } else {
      Object weight = ((Map<?, ?>) steps.get(index)).get("setWeight");
      if (weight instanceof Number n) {
        status.put("canary", weights(stable, hash, n.intValue()));
      }
      status.put("currentStepIndex", index + 1);
    }
  }

  private static void pause(
      GenericKubernetesResource rollout, Map<String, Object> status, int index) {
    boolean begun = Boolean.TRUE.equals(rollout.get("status", "controllerPause"));
    if (rollout.get("status", "pauseConditions") != null) {
      return;
    }
    if (begun) {
      status.put("controllerPause", null);
      status.put("currentStepIndex", index + 1);
    } else {
      status.put("controllerPause", true);
      status.put(
          "pauseConditions",
          List.of(Map.of("reason", "CanaryPauseStep", "startTime", "2026-01-01T00:00:00Z")));
    }
  }

  private static void promoted(Map<String, Object> status, String hash) {
    status.put("stableRS", hash);
    status.put("promoteFull", null);
    status.put("pauseConditions", null);
    status.put("controllerPause", null);
    status.put("canary", weights(hash, hash, 0));
  }

  private static Map<String, Object> weights(String stable, String canary, int weight) {
    return Map.of(
        "weights",
        Map.of(
            "stable",
            Map.of("podTemplateHash", stable, "weight", 100 - weight),
            "canary",
            Map.of("podTemplateHash", canary, "weight", weight)));
  }

  private void patch(GenericKubernetesResource rollout, Map<String, Object> status) {
    stage.status(
        Serialization.asJson(
            Map.of(
                "metadata",
                Map.of("resourceVersion", rollout.getMetadata().getResourceVersion()),
                "status",
                status)));
  }

  private static boolean ready(ReplicaSet set) {
    return set.getStatus() != null
        && Objects.equals(set.getStatus().getReadyReplicas(), set.getSpec().getReplicas())
        && set.getSpec().getReplicas() > 0;
  }

  private ReplicaSet set(GenericKubernetesResource rollout, String hash, int replicas) {
    String name = "shop-" + hash;
    @Nullable ReplicaSet there =
        client.apps().replicaSets().inNamespace(stage.namespace).withName(name).get();
    if (there != null) {
      return there;
    }
    PodTemplateSpec template =
        Serialization.unmarshal(
            Serialization.asJson(rollout.get("spec", "template")), PodTemplateSpec.class);
    ReplicaSet made =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(stage.namespace)
            .addToLabels(Pods.HASH, hash)
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("argoproj.io/v1alpha1")
                    .withKind("Rollout")
                    .withName("shop")
                    .withUid(rollout.getMetadata().getUid())
                    .withController(true)
                    .build())
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .withNewSelector()
            .addToMatchLabels(Pods.HASH, hash)
            .endSelector()
            .withTemplate(template)
            .editTemplate()
            .editMetadata()
            .addToLabels(Pods.HASH, hash)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    return client.resource(made).create();
  }

  private void othersDown(List<String> kept) {
    for (ReplicaSet set :
        client.apps().replicaSets().inNamespace(stage.namespace).list().getItems()) {
      if (!kept.contains(set.getMetadata().getLabels().get(Pods.HASH))) {
        scale(set, 0);
      }
    }
  }

  private void scale(ReplicaSet set, int replicas) {
    if (set.getSpec().getReplicas() != replicas) {
      client
          .apps()
          .replicaSets()
          .inNamespace(stage.namespace)
          .withName(set.getMetadata().getName())
          .scale(replicas);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
