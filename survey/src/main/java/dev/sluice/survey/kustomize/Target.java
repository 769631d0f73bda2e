package dev.sluice.survey.kustomize;

import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.Manifests;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The objects that a patch is for.
///
/// Kustomize takes the fields as anchored regular expressions; of these only `.*` and `|` are
/// understood here, so that no pattern can take long.
final class Target {
  private static final String PLAIN = "[A-Za-z0-9_.:/|()*-]*";

  private final @Nullable Yaml selector;
  private final Map<String, List<String>> alternatives = new HashMap<>();

  /// @param selector null for no objects at all
  Target(@Nullable Yaml selector) {
    this.selector = selector;
    if (selector != null) {
      for (Yaml.Entry field : selector.entries()) {
        if (field.value() instanceof Yaml.Scalar pattern && !pattern.text().isEmpty()) {
          String bare = pattern.text().replaceAll("^\\^?\\(?|\\)?\\$?$", "");
          alternatives.put(field.name(), List.of(bare.split("\\|", -1)));
        }
      }
    }
  }

  /// Whether every field is of a form that is understood.
  boolean understood() {
    return selector == null
        || selector.entries().stream()
            .allMatch(e ->
                e.value() instanceof Yaml.Scalar s
                    && (isSelector(e.name()) ? isLabels(s.text()) : s.text().matches(PLAIN)));
  }

  /// Whether no objects are chosen, so that a patch names its own.
  boolean none() {
    return selector == null;
  }

  /// Whether the kind leaves it open that pods are changed.
  boolean mayBeWorkload() {
    String kind = selector == null ? null : selector.string("kind");
    return kind == null
        || Manifests.WORKLOADS.contains(kind)
        || !kind.chars().allMatch(Character::isLetterOrDigit);
  }

  private static boolean isSelector(String key) {
    return key.equals("labelSelector") || key.equals("annotationSelector");
  }

  private static boolean isLabels(String text) {
    return Arrays.stream(text.split(",", -1))
        .allMatch(
            part -> !part.contains(" in ") && !part.contains(" notin ") && !part.contains("("));
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
    List<String> patterns = alternatives.get(field);
    return patterns == null || patterns.stream().anyMatch(p -> like(p, value));
  }

  private static boolean like(String pattern, String value) {
    if (!pattern.contains(".*")) {
      return value.equals(pattern);
    }
    String[] parts = pattern.split("\\.\\*", -1);
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
            .allMatch(part -> holds(part.strip(), object.node().at("metadata", metadata)));
  }

  /// One requirement of a selector: `key`, `!key`, `key=value`, `key==value` or `key!=value`.
  private static boolean holds(String part, @Nullable Yaml labels) {
    boolean not = part.contains("!");
    String[] pair = part.replace("!", "").replace("==", "=").split("=", 2);
    String value = labels == null ? null : labels.string(pair[0].strip());
    boolean same = value != null && (pair.length == 1 || value.equals(pair[1].strip()));
    return same != not;
  }
}
