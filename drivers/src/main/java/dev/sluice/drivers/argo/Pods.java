package dev.sluice.drivers.argo;

import dev.sluice.drivers.kubernetes.Image;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The ReplicaSets of a Rollout: which pods run which release.
record Pods(Image image, List<ReplicaSet> sets) {
  /// Label of ReplicaSets and pods.
  static final String HASH = "rollouts-pod-template-hash";

  Pods {
    sets = List.copyOf(sets);
  }

  /// Those of a Rollout.
  static Pods of(Image image, Rollout rollout, List<ReplicaSet> all) {
    String uid = rollout.object().getMetadata().getUid();
    return new Pods(
        image,
        all.stream()
            .filter(set ->
                set.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> uid.equals(owner.getUid())))
            .toList());
  }

  private List<ReplicaSet> of(Release release) throws PortException {
    List<ReplicaSet> found = new ArrayList<>();
    for (ReplicaSet set : sets) {
      if (image.isOf(release, runs(set))) {
        found.add(set);
      }
    }
    return found;
  }

  private String runs(ReplicaSet set) throws PortException {
    String name = set.getMetadata().getName();
    return image.in(set.getSpec().getTemplate().getSpec().getContainers(), name).getImage();
  }

  private static String hash(ReplicaSet set) {
    return Objects.toString(set.getMetadata().getLabels().get(HASH), "");
  }

  /// The image of pods with a hash, or null when there are none.
  @Nullable String image(String hash) throws PortException {
    for (ReplicaSet set : sets) {
      if (hash(set).equals(hash)) {
        return runs(set);
      }
    }
    return null;
  }

  /// The image of a release, exactly as its pods have it, so that they are used again.
  String image(Release release) throws PortException {
    List<ReplicaSet> found = of(release);
    return found.isEmpty() ? image.of(release) : runs(found.getFirst());
  }

  /// The instances and the share of a release.
  Fleet fleet(Release release, Rollout rollout) throws PortException {
    int replicas = 0;
    int ready = 0;
    int weight = 0;
    for (ReplicaSet set : of(release)) {
      replicas += Objects.requireNonNullElse(set.getSpec().getReplicas(), 0);
      ready +=
          set.getStatus() == null
              ? 0
              : Objects.requireNonNullElse(set.getStatus().getReadyReplicas(), 0);
      weight += rollout.weight(hash(set));
    }
    return new Fleet(replicas, Math.min(ready, replicas), Math.min(100, weight));
  }
}
