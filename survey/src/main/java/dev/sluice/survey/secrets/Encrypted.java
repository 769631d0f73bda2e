package dev.sluice.survey.secrets;

import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;

/// Files whose secrets a tool encrypted: they come from such a file, and what holds its key is the
/// store.
final class Encrypted {
  private static final String SOPS = "ENC[AES256_GCM,";
  private static final String ANSIBLE = "$ANSIBLE_VAULT;";
  private static final String DOTENVX = "DOTENV_PUBLIC_KEY";

  /// What stands in each of them, and nearly nowhere else.
  static final List<String> SIGNS = List.of(SOPS, ANSIBLE, DOTENVX);

  private Encrypted() {}

  static Optional<SecretSource> in(TreeFile file) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.contains(SOPS)) {
        return Sops.in(file);
      }
      boolean vault = line.strip().startsWith(ANSIBLE) && file.path().indexOf(".j2") < 0;
      boolean dotenvx = isDotEnv(file) && line.matches("\\w{1,80}=[\"']?encrypted:.{20,4000}");
      if (vault || dotenvx) {
        Source at = file.source().at(i + 1, 1 + line.indexOf(line.strip()));
        String tool = vault ? "ansible-vault" : "dotenvx";
        return Optional.of(new SecretSource(at, tool, file.path(), null, null, null));
      }
    }
    return Optional.empty();
  }

  private static boolean isDotEnv(TreeFile file) {
    return file.fileName().startsWith(".env") || file.fileName().endsWith(".env");
  }
}
