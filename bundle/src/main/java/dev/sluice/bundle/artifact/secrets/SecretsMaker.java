package dev.sluice.bundle.artifact.secrets;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.delivery.SecretsPolicy;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes an ExternalSecret for each Secret that production needs and nothing brings from the
/// declared store. Only names are written, never a value.
@AutoService(Maker.class)
public final class SecretsMaker implements Maker {
  private static final String CRITERION = "secrets.store";

  /// Stores that the External Secrets Operator reads.
  private static final Pattern STORES =
      Pattern.compile(
          "(?i).*(aws|google|gcp|azure|key-?vault|vault|1password|doppler|secrets?-manager).*");

  @Override
  public List<Artifact> make(Material material) {
    Optional<String> store = store(material);
    List<Workload> workloads = Workloads.production(material);
    if (store.isEmpty() || workloads.isEmpty() || !material.lacks(CRITERION)) {
      return List.of();
    }
    Set<String> brought =
        material.facts().of(SecretSource.class).stream()
            .map(SecretSource::name)
            .collect(Collectors.toSet());
    List<String> names =
        material.facts().of(SecretUse.class).stream()
            .filter(u -> u.by().equals("workload"))
            .filter(u ->
                u.environment() == null
                    || Workloads.isProduction(u.environment(), material.delivery()))
            .map(SecretUse::name)
            .filter(n -> !brought.contains(n) && n.matches("[a-z0-9][a-z0-9.-]*"))
            .distinct()
            .sorted()
            .toList();
    Service service = Service.of(material);
    return names.isEmpty()
        ? List.of()
        : Manifests.around(workloads.getFirst(), "secrets", material)
            .artifacts(
                Map.of(
                    "external-secrets.yaml",
                    names.stream().map(n -> secret(n, store.get(), service, material)).toList()),
                Map.of(
                    "external-secrets.yaml",
                    "# Each key below has to be in the store before this is applied; a Secret of"
                        + " the same name is taken over.\n"),
                service.slug(),
                "Brings the secrets of " + service.name() + " from their store.",
                CRITERION);
  }

  private static Optional<String> store(Material material) {
    SecretsPolicy policy = material.delivery().secretsPolicy();
    String shared = policy == null ? null : policy.store();
    return Optional.ofNullable(shared)
        .or(() ->
            material.delivery().secrets().stream()
                .flatMap(s -> Optional.ofNullable(s.store()).stream())
                .findFirst())
        .filter(s -> STORES.matcher(s).matches());
  }

  private static YamlMap secret(String name, String store, Service service, Material material) {
    Optional<Secret> declared =
        material.delivery().secrets().stream().filter(s -> s.name().equals(name)).findFirst();
    YamlMap notes = YamlMap.of();
    String owner = declared.map(Secret::owner).orElse(service.owner());
    notes.and("sluice.dev/owner", owner);
    declared
        .map(Secret::rotation)
        .map(Secret.Rotation::every)
        .ifPresent((Duration every) -> notes.and("sluice.dev/rotated-every", Spans.text(every)));
    YamlMap metadata = YamlMap.of("name", name);
    if (!notes.entries().isEmpty()) {
      metadata.and("annotations", notes);
    }
    return YamlMap.of("apiVersion", "external-secrets.io/v1")
        .and("kind", "ExternalSecret")
        .and("metadata", metadata)
        .and(
            "spec",
            YamlMap.of("refreshInterval", "1h")
                .and(
                    "secretStoreRef",
                    YamlMap.of("kind", "ClusterSecretStore").and("name", Service.slug(store)))
                .and("target", YamlMap.of("name", name).and("creationPolicy", "Owner"))
                .and(
                    "dataFrom",
                    List.of(
                        YamlMap.of("extract", YamlMap.of("key", service.slug() + "/" + name)))));
  }
}
