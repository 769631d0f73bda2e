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
      return Optional.of(flat(file));
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

  /// Formats without nesting have the keys' places as `sops_age__list_0__map_recipient=…`.
  private static SecretSource flat(TreeFile file) {
    String text = file.text();
    String store =
        STORES.stream()
            .filter(s -> text.contains("sops_" + s + "__") || text.contains("\n" + s + "__"))
            .findFirst()
            .orElse(null);
    return source(file.source(), file, store);
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
