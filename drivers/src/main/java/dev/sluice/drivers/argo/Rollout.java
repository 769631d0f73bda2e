package dev.sluice.drivers.argo;

import dev.sluice.drivers.kubernetes.Image;
import dev.sluice.drivers.kubernetes.Mark;
import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A Rollout as it was read: what it shall be, and what its controller says of it.
///
/// @param object the object itself
/// @param container the container that gets the image
/// @param image the image that it has now
/// @param steps its steps
/// @param index the step that it is at; the number of steps when it has been through all
/// @param current hash of the pods that it shall have
/// @param stable hash of the pods that it has rolled out wholly
/// @param weights the share of the requests that pods get, in percent, by their hash
record Rollout(
    GenericKubernetesResource object,
    String container,
    String image,
    Steps steps,
    int index,
    String current,
    String stable,
    Map<String, Integer> weights) {
  /// In place of a place: the image was changed for an order that will move it.
  static final String BEGUN = "*";

  Rollout {
    weights = Map.copyOf(weights);
  }

  /// @throws PortException when it is not steered by weights that a router has taken, or has not
  ///   been rolled out once yet
  static Rollout of(GenericKubernetesResource object, Image images) throws PortException {
    String name = Mark.named(object);
    refuse(object.get("spec", "workloadRef") != null, name, "has a workloadRef");
    Object canary = object.get("spec", "strategy", "canary");
    refuse(!(canary instanceof Map), name, "has no canary strategy");
    Object routing = object.get("spec", "strategy", "canary", "trafficRouting");
    refuse(!(routing instanceof Map<?, ?> r) || r.isEmpty(), name, "has no trafficRouting");
    refuse(
        Boolean.TRUE.equals(object.get("spec", "strategy", "canary", "dynamicStableScale")),
        name,
        "has dynamicStableScale, so that the stable release is not whole when it is needed");
    int most =
        number(object.get("spec", "strategy", "canary", "trafficRouting", "maxTrafficWeight"), 100);
    refuse(most != 100, name, "has a maxTrafficWeight other than 100");
    String stable = text(object.get("status", "stableRS"));
    if (stable.isEmpty()) {
      throw PortException.passing(name + " has not been rolled out for the first time yet");
    }
    Container container = images.in(containers(object), name);
    int replicas = number(object.get("spec", "replicas"), 1);
    Object steps = object.get("spec", "strategy", "canary", "steps");
    Steps parsed = Steps.parse(name, steps instanceof List<?> l ? l : List.of(), replicas);
    return new Rollout(
        object,
        container.getName(),
        container.getImage(),
        parsed,
        number(object.get("status", "currentStepIndex"), 0),
        text(object.get("status", "currentPodHash")),
        stable,
        weights(object, stable));
  }

  private static void refuse(boolean unfit, String name, String why) throws PortException {
    if (unfit) {
      throw PortException.terminal(name + " " + why + ": sluice cannot steer it (docs/targets.md)");
    }
  }

  private static List<Container> containers(GenericKubernetesResource object) {
    Object given = object.get("spec", "template", "spec", "containers");
    return given instanceof List<?> list
        ? list.stream()
            .filter(c -> c instanceof Map)
            .map(c -> (Map<?, ?>) c)
            .map(c -> {
              Container container = new Container();
              container.setName(text(c.get("name")));
              container.setImage(text(c.get("image")));
              return container;
            })
            .toList()
        : List.of();
  }

  /// Before the router has been told anything, all goes to what is stable.
  private static Map<String, Integer> weights(GenericKubernetesResource object, String stable) {
    Object weights = object.get("status", "canary", "weights");
    if (!(weights instanceof Map<?, ?> map)) {
      return Map.of(stable, 100);
    }
    Map<String, Integer> shares = new HashMap<>();
    for (String side : List.of("stable", "canary")) {
      if (map.get(side) instanceof Map<?, ?> one) {
        shares.merge(text(one.get("podTemplateHash")), number(one.get("weight"), 0), Integer::sum);
      }
    }
    return shares;
  }

  /// Whether its controller has seen what it shall be.
  boolean observed() {
    return Objects.toString(object.getMetadata().getGeneration())
        .equals(text(object.get("status", "observedGeneration")));
  }

  /// Whether its router says that it has not taken the weights yet. Most say nothing.
  boolean unverified() {
    return Boolean.FALSE.equals(object.get("status", "canary", "weights", "verified"));
  }

  /// Whether there is something that is not rolled out wholly.
  boolean inProgress() {
    return !current.equals(stable);
  }

  boolean aborted() {
    return Boolean.TRUE.equals(object.get("status", "abort"));
  }

  /// Whether it was told to go through all steps without waiting. It then ignores an abort.
  boolean promotedFully() {
    return Boolean.TRUE.equals(object.get("status", "promoteFull"));
  }

  /// Whether it waits for somebody to promote it.
  boolean paused() {
    return object.get("status", "pauseConditions") instanceof List<?> list && !list.isEmpty();
  }

  /// The share of the pods with a hash.
  int weight(String hash) {
    return Math.min(100, weights.getOrDefault(hash, 0));
  }

  /// Whether nothing of it will change before somebody changes it.
  boolean atRest() {
    if (!observed() || unverified()) {
      return false;
    }
    if (!inProgress()) {
      return weight(stable) == 100;
    }
    return aborted() ? weight(current) == 0 : paused() && !promotedFully();
  }

  /// Where it rests; different after every promotion and abort.
  String place() {
    return current + ":" + index + ":" + aborted();
  }

  /// Whether an order that moves it, as it is written on it, may still have an effect: it was not
  /// done yet, or the controller is on its way.
  boolean isUnsettled(String from) {
    String place = place(from);
    return place.equals(BEGUN) || place.equals(place()) || !atRest();
  }

  /// Whether an order that moves it was done, and the controller is on its way.
  boolean isMoving(String from) {
    return !from.isEmpty() && !place(from).equals(BEGUN) && !atRest();
  }

  private static String place(String from) {
    return from.substring(from.indexOf('@') + 1);
  }

  /// What its controller says about it.
  String message() {
    return text(object.get("status", "phase")) + ": " + text(object.get("status", "message"));
  }

  static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  static int number(@Nullable Object value, int otherwise) {
    return value instanceof Number n ? n.intValue() : otherwise;
  }
}
