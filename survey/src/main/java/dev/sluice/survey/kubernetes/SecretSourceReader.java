package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.yaml.Yaml;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the objects that bring secrets from a store, and those that SOPS encrypted.
@AutoService(ObjectReader.class)
public final class SecretSourceReader implements ObjectReader {
  @Override
  public Set<String> words() {
    return Set.of(
        "ExternalSecret",
        "SealedSecret",
        "SecretProviderClass",
        "VaultStaticSecret",
        "VaultDynamicSecret",
        "sops");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    return source(placed).stream();
  }

  private static Optional<SecretSource> source(Placed placed) {
    KubeObject object = placed.object();
    if (object.node().string("sops", "mac") != null) {
      return Optional.of(of(placed, "sops", null, null));
    }
    return switch (object.group() + "/" + object.kind()) {
      case "external-secrets.io/ExternalSecret", "external-secrets.io/ClusterExternalSecret" ->
          Optional.of(external(placed));
      case "bitnami.com/SealedSecret" -> Optional.of(of(placed, "sealed-secrets", null, null));
      case "secrets-store.csi.x-k8s.io/SecretProviderClass" ->
          Optional.of(of(placed, "csi", object.node().string("spec", "provider"), null));
      case "secrets.hashicorp.com/VaultStaticSecret", "secrets.hashicorp.com/VaultDynamicSecret" ->
          Optional.of(
              of(
                  placed,
                  "vault",
                  object.node().string("spec", "mount"),
                  object.node().string("spec", "refreshAfter")));
      default -> Optional.empty();
    };
  }

  private static SecretSource external(Placed placed) {
    boolean cluster = placed.object().kind().startsWith("Cluster");
    Yaml spec =
        cluster
            ? placed.object().node().at("spec", "externalSecretSpec")
            : placed.object().node().get("spec");
    return of(
        placed,
        "external-secrets",
        spec == null ? null : spec.string("secretStoreRef", "name"),
        spec == null ? null : spec.string("refreshInterval"));
  }

  private static SecretSource of(
      Placed placed, String tool, @Nullable String store, @Nullable String refresh) {
    KubeObject object = placed.object();
    return new SecretSource(
        object.source(), tool, object.firstName(), store, refresh, placed.environment());
  }
}
