package dev.sluice.flow.governance.audit;

import dev.sluice.flow.fact.IacResource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where decisions are recorded.
///
/// @param name as declared, or what it is called where nobody declared it
record Store(String name, boolean declared) {
  private static final int SHORTEST_NAME = 4;

  /// Resources that exist only to keep what is written from being altered.
  private static final Set<String> LOCKS =
      Set.of(
          "aws_s3_bucket_object_lock_configuration",
          "aws_backup_vault_lock_configuration",
          "aws_glacier_vault_lock",
          "aws_qldb_ledger",
          "azurerm_confidential_ledger",
          "azurerm_storage_container_immutability_policy");

  private static final Pattern REPOSITORY =
      Pattern.compile("\\b(git|repository|delivery\\.yaml|docs)\\b");

  static Store of(@Nullable String declared) {
    return declared == null ? new Store("the audit record", false) : new Store(declared, true);
  }

  /// Whether decisions are recorded in the repository itself.
  boolean isRepository() {
    return declared && REPOSITORY.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /// Whether a resource locks this store: a lock that is named after it or after audits.
  boolean isLockedBy(IacResource resource) {
    if (!LOCKS.contains(resource.kind())) {
      return false;
    }
    String lock = resource.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String store = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return lock.contains("audit")
        || (declared && lock.length() >= SHORTEST_NAME && store.contains(lock));
  }
}
