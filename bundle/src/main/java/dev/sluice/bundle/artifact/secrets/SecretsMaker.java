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
import dev.sluice.flow.fact.SecretRule;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes an ExternalSecret for each Secret that production needs and nothing brings from the
/// declared store or, where SOPS is in use, says how to write its encrypted file. Only names are
/// written, never a value.
@AutoService(Maker.class)
public final class SecretsMaker implements Maker {
  private static final String CRITERION = "secrets.store";
  private static final String FILE = "external-secrets.yaml";
  private static final String SOPS = "sops";

  /// Stores that the External Secrets Operator reads.
  private static final Pattern STORES =
      Pattern.compile(
          "(?i).*(aws|google|gcp|azure|key-?vault|vault|1password|doppler|secrets?-manager).*");

  @Override
  public List<Artifact> make(Material material) {
    List<Workload> workloads = Workloads.production(material);
    if (workloads.isEmpty() || !material.lacks(CRITERION)) {
      return List.of();
    }
    if (usesSops(material)) {
      List<String> names = missing(material, Set.of());
      return names.isEmpty()
          ? List.of()
          : List.of(new SopsGuide(material, workloads.getFirst(), names).artifact());
    }
    Optional<String> store = store(material);
    return store.isPresent() ? external(material, workloads, store.get()) : List.of();
  }

  private static List<Artifact> external(
      Material material, List<Workload> workloads, String store) {
    List<Manifests.Around> groups = Manifests.around(workloads, "secrets", material);
    Service service = Service.of(material);
    List<Artifact> made = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Manifests.Around around : groups) {
      Manifests place = around.place();
      String file = place.overlays().isEmpty() ? service.slug() + "-" + FILE : FILE;
      List<String> names =
          missing(material, Set.of(Service.in(place.directory(), file))).stream()
              .filter(n -> groups.size() == 1 || isUsed(n, around, material))
              .filter(taken::add)
              .toList();
      if (!names.isEmpty()) {
        made.addAll(files(place, names, store, service, material));
      }
    }
    return made;
  }

  private static List<Artifact> files(
      Manifests place, List<String> names, String store, Service service, Material material) {
    boolean assumed =
        material.delivery().assumptions().stream().anyMatch(a -> a.criterion().equals(CRITERION));
    return place.artifacts(
        Map.of(FILE, names.stream().map(n -> secret(n, store, service, material)).toList()),
        Map.of(
            FILE,
            "# Each key below has to be in the store before this is applied; a Secret of the"
                + " same name is taken over.\n"
                + (assumed ? "# That the store is " + store + " is assumed.\n" : "")),
        service.slug(),
        "Brings the secrets of " + service.name() + " from their store.",
        CRITERION);
  }

  /// Whether a Secret is asked for where workloads that are deployed together stand.
  private static boolean isUsed(String name, Manifests.Around around, Material material) {
    Set<String> files =
        around.workloads().stream().map(w -> w.source().file()).collect(Collectors.toSet());
    return material.facts().of(SecretUse.class).stream()
        .anyMatch(u -> u.name().equals(name) && files.contains(u.source().file()));
  }

  /// Whether the repository keeps its secrets encrypted in itself, and none in a store.
  private static boolean usesSops(Material material) {
    List<SecretSource> sources = material.facts().of(SecretSource.class);
    return sources.stream().noneMatch(s -> s.tool().equals("external-secrets"))
        && (sources.stream().anyMatch(s -> s.tool().equals(SOPS))
            || !material.facts().of(SecretRule.class).isEmpty());
  }

  /// The names of the Secrets that production needs and nothing brings.
  ///
  /// @param made files that were made here, and are made whole again
  private static List<String> missing(Material material, Set<String> made) {
    Set<String> brought =
        material.facts().of(SecretSource.class).stream()
            .filter(s -> !made.contains(s.source().file()))
            .map(SecretSource::name)
            .collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    material.facts().of(SecretUse.class).stream()
        .filter(u -> u.by().equals("workload"))
        .filter(u ->
            u.environment() == null || Workloads.isProduction(u.environment(), material.delivery()))
        .map(SecretUse::name)
        .filter(n -> !brought.contains(n) && n.matches("[a-z0-9][a-z0-9.-]*"))
        .distinct()
        .sorted()
        .forEach(names::add);
    return names;
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
