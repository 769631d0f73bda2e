package dev.sluice.survey.kustomize;

import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Namespace, name prefix, name suffix and replica counts that a kustomization sets.
final class Names {
  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "Namespace",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "PersistentVolume",
          "StorageClass",
          "PriorityClass");
  private static final Set<String> NOT_RENAMED = Set.of("CustomResourceDefinition", "Namespace");

  private final @Nullable String namespace;
  private final String prefix;
  private final String suffix;
  private final Yaml kustomization;

  Names(Yaml kustomization) {
    this.kustomization = kustomization;
    this.namespace = kustomization.string("namespace");
    this.prefix = orEmpty(kustomization.string("namePrefix"));
    this.suffix = orEmpty(kustomization.string("nameSuffix"));
  }

  KubeObject apply(KubeObject object) {
    KubeObject named =
        NOT_RENAMED.contains(object.kind())
            ? object
            : object.named(prefix + object.name() + suffix);
    KubeObject within =
        namespace == null || CLUSTER_WIDE.contains(object.kind()) ? named : named.within(namespace);
    return replicas(within);
  }

  private KubeObject replicas(KubeObject object) {
    for (Yaml replicas : kustomization.items("replicas")) {
      Yaml count = replicas.get("count");
      boolean same = object.firstName().equals(replicas.string("name"));
      if (count != null && same && object.node().at("spec", "replicas") != null) {
        return object.with(JsonPatch.replaced(object.node(), "/spec/replicas", count));
      }
    }
    return object;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
