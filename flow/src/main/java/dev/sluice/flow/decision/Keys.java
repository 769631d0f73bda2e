package dev.sluice.flow.decision;

import dev.sluice.flow.binding.RecordType;
import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paths of keys in `delivery.yaml`: `cd.strategy.canary`, or `environments[].approvals` for a key
/// in every item of a list.
public final class Keys {
  private static final String ITEMS = "[]";

  private Keys() {}

  /// Whether the format has such a key.
  public static boolean known(String path) {
    RecordType type = RecordType.of(Delivery.class);
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length; i++) {
      RecordType.Property property = type.property(bare(keys[i]));
      if (property == null) {
        return false;
      }
      Shape shape = property.shape();
      if (keys[i].endsWith(ITEMS)) {
        if (!(shape instanceof Shape.Items items)) {
          return false;
        }
        shape = items.item();
      }
      if (i < keys.length - 1) {
        if (!(shape instanceof Shape.Nested nested)) {
          return false;
        }
        type = RecordType.of(nested.type());
      }
    }
    return true;
  }

  /// Everywhere that a delivery writes a key; empty when it does not.
  public static List<Source> written(Delivery delivery, String path) {
    List<Source> places = new ArrayList<>();
    walk(delivery, path.split("\\.", -1), 0, places);
    return places;
  }

  private static void walk(@Nullable Object node, String[] keys, int depth, List<Source> places) {
    if (!(node instanceof Record record)) {
      return;
    }
    RecordType type = RecordType.of(record.getClass());
    RecordType.Property property = type.property(bare(keys[depth]));
    if (property == null || !type.origin(record).has(property.key())) {
      return;
    }
    if (depth == keys.length - 1) {
      places.add(type.origin(record).of(property.key()));
    } else if (property.value(record) instanceof List<?> items) {
      items.forEach(item -> walk(item, keys, depth + 1, places));
    } else {
      walk(property.value(record), keys, depth + 1, places);
    }
  }

  private static String bare(String key) {
    return key.endsWith(ITEMS) ? key.substring(0, key.length() - ITEMS.length()) : key;
  }
}
