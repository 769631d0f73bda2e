package dev.sluice.drivers.kubernetes;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;

/// Who else owns a field. Whoever wrote it once lets go of it; whoever applies it would put it back
/// again and again, so it is not taken from them.
public final class Ownership {
  private Ownership() {}

  /// The managers that apply a field, other than sluice.
  ///
  /// @param path names of the field and of what it lies in, from the outside; an element of a list
  ///   as `k:{"name":"web"}`
  public static List<String> appliers(HasMetadata object, String... path) {
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
      at = at instanceof Map<?, ?> map ? map.get(key(name)) : null;
    }
    return at != null;
  }

  private static String key(String name) {
    return name.startsWith("k:") ? name : "f:" + name;
  }
}
