package dev.sluice.survey.secrets;

import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file that SOPS encrypted: secrets come from it, and what holds its key is the store.
final class Sops {
  private static final List<String> STORES =
      List.of("kms", "gcp_kms", "azure_kv", "hc_vault", "age", "pgp");

  private Sops() {}

  static Optional<SecretSource> in(TreeFile file) {
    String name = file.fileName();
    if (name.endsWith(".env") || name.startsWith(".env") || name.endsWith(".ini")) {
      return Optional.of(source(file.source(), file, null));
    }
    if (!file.looksLikeYaml() && !name.endsWith(".json")) {
      return Optional.empty();
    }
    return file.yaml().documents().stream()
        .map(document -> document.get("sops"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(sops -> source(sops.source(), file, store(sops)));
  }

  private static SecretSource source(Source at, TreeFile file, @Nullable String store) {
    return new SecretSource(at, "sops", file.path(), store, null, null);
  }

  private static @Nullable String store(Yaml sops) {
    List<Yaml> groups = sops.items("key_groups");
    Yaml keys = groups.isEmpty() ? sops : groups.getFirst();
    return STORES.stream().filter(s -> !keys.items(s).isEmpty()).findFirst().orElse(null);
  }
}
