package dev.sluice.bundle.artifact.secrets;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.SecretRule;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.Workload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the encrypted files of missing secrets are written: nobody but who knows a value can make
/// one.
///
/// @param workload one that needs them
/// @param names the names of the Secrets
record SopsGuide(Material material, Workload workload, List<String> names) {
  private static final String CRITERION = "secrets.store";
  private static final String PURPOSE = "Says how the secrets that production lacks are encrypted.";

  Artifact artifact() {
    StringBuilder text = new StringBuilder("# Secrets that are still to be encrypted\n\n");
    text.append("Serves ")
        .append(CRITERION)
        .append("; made by `sluice bundle`, yours to change.\n\n");
    text.append("Production needs these Secrets, and no file that SOPS encrypted brings them.")
        .append(" A value never stands in clear text\nin a file, a command or a chat: `sops edit`")
        .append(" opens an editor, and encrypts what is saved.\n\n");
    text.append("| Secret | owner | file |\n|---|---|---|\n");
    for (String name : names) {
      text.append("| `")
          .append(name)
          .append("` | ")
          .append(owner(name))
          .append(" | `")
          .append(file(name))
          .append("` |\n");
    }
    text.append("\nFor each of them:\n\n1. `sops edit ")
        .append(file(names.getFirst()))
        .append("`, and save a Secret of that name:\n\n")
        .append("   ```yaml\n   apiVersion: v1\n   kind: Secret\n   metadata:\n     name: ")
        .append(names.getFirst())
        .append(
            """

               type: Opaque
               stringData: {}  # the keys that the workload asks for
               ```

            """);
    text.append("2. Look that only values are encrypted, and all of them: `sops filestatus ")
        .append(file(names.getFirst()))
        .append("`.\n");
    text.append("3. Add the file to what deploys production, beside the secrets that are there.\n");
    rules(text);
    return new Artifact("docs/sops-secrets.md", text.toString(), PURPOSE, CRITERION);
  }

  private void rules(StringBuilder text) {
    List<SecretRule> rules = material.facts().of(SecretRule.class);
    text.append("\n## Creation rules\n\n");
    if (rules.isEmpty()) {
      text.append(
              "There is no `.sops.yaml` here. Write one, so that nobody has to remember the keys")
          .append(" (age, or the key service\nof your cloud):\n\n```yaml\ncreation_rules:\n")
          .append("  - path_regex: \\.sops\\.yaml$\n    encrypted_regex: ^(data|stringData)$\n")
          .append("    age: <the public key of production>\n```\n");
      return;
    }
    text.append("One of these rules has to cover each file above; the first that does holds.\n\n")
        .append("| rule | paths | what is encrypted |\n|---|---|---|\n");
    for (SecretRule rule : rules) {
      text.append("| ")
          .append(rule.source().file())
          .append(':')
          .append(rule.source().line())
          .append(" | ")
          .append(code(rule.path(), "all"))
          .append(" | ")
          .append(code(rule.part(), "every value"))
          .append(" |\n");
    }
  }

  private static String code(@Nullable String pattern, String otherwise) {
    return pattern == null
        ? otherwise
        : "`" + pattern.replace("|", "\\|").replace("`", "'").replace("\n", " ") + "`";
  }

  private String owner(String name) {
    String owner =
        material.delivery().secrets().stream()
            .filter(s -> s.name().equals(name))
            .map(Secret::owner)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(Service.of(material).owner());
    return owner == null ? "nobody yet" : owner.replace("|", "/");
  }

  /// Beside an encrypted file that is there, called like it; else beside the overlay.
  private String file(String name) {
    List<String> there =
        material.facts().of(SecretSource.class).stream()
            .filter(s -> s.tool().equals("sops"))
            .map(s -> s.source().file())
            .filter(f -> f.endsWith(".yaml") || f.endsWith(".yml"))
            .toList();
    String like =
        there.stream()
            .filter(f -> f.contains("prod"))
            .findFirst()
            .orElse(there.isEmpty() ? "" : there.getFirst());
    if (!like.isEmpty()) {
      String last = like.substring(like.lastIndexOf('/') + 1);
      int dot = last.indexOf('.');
      return Service.in(Service.parent(like), name + last.substring(dot));
    }
    String directory =
        material.facts().of(Overlay.class).stream()
            .filter(o -> o.object(workload.kind(), workload.name()).isPresent())
            .map(Overlay::directory)
            .findFirst()
            .orElse(Service.parent(workload.source().file()));
    return Service.in(directory, name + ".sops.yaml");
  }
}
