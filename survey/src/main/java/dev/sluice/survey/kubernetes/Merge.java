package dev.sluice.survey.kubernetes;

import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Merges a patch into an object. What comes from the patch keeps its place there.
///
/// Source: strategic merge patch of the Kubernetes API conventions; JSON merge patch (RFC 7396) for
/// kinds that Kubernetes doesn't define.
public final class Merge {
  private static final String DIRECTIVE = "$patch";

  /// By which key the items of a list are the same. Other lists are replaced as a whole.
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "ephemeralContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "imagePullSecrets", "name",
          "hostAliases", "ip",
          "topologySpreadConstraints", "topologyKey");

  private final boolean strategic;

  private Merge(boolean strategic) {
    this.strategic = strategic;
  }

  /// The object after the patch, or null when the patch deletes it.
  public static @Nullable Yaml apply(Yaml object, Yaml patch, boolean strategic) {
    return "delete".equals(patch.string(DIRECTIVE))
        ? null
        : new Merge(strategic).merge(object, patch);
  }

  private Yaml merge(Yaml base, Yaml patch) {
    if (!(base instanceof Yaml.Mapping) || !(patch instanceof Yaml.Mapping)) {
      return patch;
    }
    if ("replace".equals(patch.string(DIRECTIVE))) {
      return without(patch);
    }
    Map<String, Yaml.Entry> merged = new LinkedHashMap<>();
    base.entries().forEach(e -> merged.put(e.name(), e));
    for (Yaml.Entry entry : patch.entries()) {
      if (entry.value() instanceof Yaml.Scalar scalar && scalar.isNull()) {
        merged.remove(entry.name());
      } else if (!entry.name().equals(DIRECTIVE)) {
        Yaml.Entry before = merged.get(entry.name());
        merged.put(
            entry.name(),
            before == null
                ? entry
                : new Yaml.Entry(before.key(), value(entry.name(), before.value(), entry.value())));
      }
    }
    return new Yaml.Mapping(base.source(), new ArrayList<>(merged.values()));
  }

  private Yaml value(String name, Yaml base, Yaml patch) {
    String key = strategic ? KEYS.get(name) : null;
    return key != null && base instanceof Yaml.Sequence && patch instanceof Yaml.Sequence
        ? list(key, base, patch)
        : merge(base, patch);
  }

  private Yaml list(String key, Yaml base, Yaml patch) {
    List<Yaml> items =
        patch.items().stream().filter(i -> !"replace".equals(i.string(DIRECTIVE))).toList();
    boolean replace = items.size() < patch.items().size();
    Map<String, Yaml> merged = new LinkedHashMap<>();
    List<Yaml> old = replace ? List.of() : base.items();
    old.forEach(item -> merged.put(name(item, key, merged.size()), item));
    for (Yaml item : items) {
      String name = name(item, key, merged.size());
      Yaml before = merged.get(name);
      if ("delete".equals(item.string(DIRECTIVE))) {
        merged.remove(name);
      } else {
        merged.put(name, before == null ? item : merge(before, item));
      }
    }
    return new Yaml.Sequence(base.source(), new ArrayList<>(merged.values()));
  }

  private static String name(Yaml item, String key, int index) {
    String name = item.string(key);
    return name == null ? "#" + index : name;
  }

  private static Yaml without(Yaml patch) {
    return new Yaml.Mapping(
        patch.source(), patch.entries().stream().filter(e -> !e.name().equals(DIRECTIVE)).toList());
  }
}
