package dev.sluice.drivers.kubernetes;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;

/// Who else owns a field. Whoever wrote it once lets go of it; whoever applies it would put it back
/// again and again, so it is not taken from them.
final class Ownership {
  private Ownership() {}

  /// The managers that apply a field, other than sluice.
  ///
  /// @param path names of the field and of what it lies in, from the outside
  static List<String> appliers(HasMetadata object, String... path) {
    List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
    return entries.stream()
        .filter(e -> "Apply".equals(e.getOperation()) && !Mark.OWNER.equals(e.getManager()))
        .filter(e -> owns(e.getFieldsV1(), path))
        .map(ManagedFieldsEntry::getManager)
        .distinct()
        .toList();
  }

  private static boolean owns(FieldsV1 fields, String... path) {
    Object at = fields == null ? null : fields.getAdditionalProperties();
    for (String name : path) {
      at = at instanceof Map<?, ?> map ? map.get("f:" + name) : null;
    }
    return at != null;
  }
}
