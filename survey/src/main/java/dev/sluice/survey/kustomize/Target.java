package dev.sluice.survey.kustomize;

import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The objects that a patch is for.
///
/// Kustomize takes the fields as anchored regular expressions; of these only `.*` and `|` are
/// understood here, so that no pattern can take long.
record Target(@Nullable Yaml selector) {
  private static final String PLAIN = "[A-Za-z0-9_.:/|()*-]*";

  /// Whether every field is of a form that is understood.
  boolean understood() {
    return selector == null
        || selector.entries().stream()
            .allMatch(e ->
                e.value() instanceof Yaml.Scalar s
                    && (isSelector(e.name()) ? isLabels(s.text()) : s.text().matches(PLAIN)));
  }

  private static boolean isSelector(String key) {
    return key.equals("labelSelector") || key.equals("annotationSelector");
  }

  private static boolean isLabels(String text) {
    return Arrays.stream(text.split(",", -1))
        .allMatch(part -> !part.contains("!") && !part.contains(" in") && !part.contains("("));
  }

  /// Whether an object is among them.
  boolean matches(KubeObject object) {
    return selector != null
        && matches("kind", object.kind())
        && matches("group", object.group())
        && (matches("name", object.firstName()) || matches("name", object.name()))
        && matches("namespace", object.namespace() == null ? "" : object.namespace())
        && labelled("labelSelector", "labels", object)
        && labelled("annotationSelector", "annotations", object);
  }

  private boolean matches(String field, String value) {
    String pattern = selector == null ? null : selector.string(field);
    if (pattern == null || pattern.isEmpty()) {
      return true;
    }
    String bare = pattern.replaceAll("^\\^?\\(?|\\)?\\$?$", "");
    return Arrays.stream(bare.split("\\|", -1)).anyMatch(p -> like(p, value));
  }

  private static boolean like(String pattern, String value) {
    String[] parts = pattern.split("\\.\\*", -1);
    if (parts.length == 1) {
      return value.equals(pattern);
    }
    int at = parts[0].length();
    if (!value.startsWith(parts[0])) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int found = value.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    String tail = parts[parts.length - 1];
    return value.length() - tail.length() >= at && value.endsWith(tail);
  }

  private boolean labelled(String field, String metadata, KubeObject object) {
    String wanted = selector == null ? null : selector.string(field);
    return wanted == null
        || Arrays.stream(wanted.split(",", -1))
            .allMatch(part -> {
              String[] pair = part.replace("==", "=").split("=", 2);
              String value = object.node().string("metadata", metadata, pair[0].strip());
              return value != null && (pair.length == 1 || value.equals(pair[1].strip()));
            });
  }
}
