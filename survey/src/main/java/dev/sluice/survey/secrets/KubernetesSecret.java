package dev.sluice.survey.secrets;

import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Values in Kubernetes `Secret` objects that anybody who reads the repository can decode.
final class KubernetesSecret {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(password|passwd|pass|pwd|secret|token|key|credential|auth|dsn|connection|private|dockerconfigjson|kubeconfig).*");
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?i).*(username|user|public|\\.pub|\\.crt|known_hosts|host|endpoint|url|region|name|id)");

  private KubernetesSecret() {}

  static List<LeakedSecret> in(TreeFile file) {
    if (!file.yaml().complete()) {
      return List.of(); // a template, or not YAML: the reader of manifests says which
    }
    return file.yaml().documents().stream()
        .flatMap(KubernetesSecret::objects)
        .filter(o ->
            "Secret".equals(o.string("kind"))
                && "v1".equals(o.string("apiVersion"))
                && o.get("sops") == null)
        .flatMap(o ->
            Stream.concat(
                o.entries("stringData").stream().map(e -> leak(e, false)),
                o.entries("data").stream().map(e -> leak(e, true))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Stream<Yaml> objects(Yaml document) {
    return "List".equals(document.string("kind"))
        ? document.items("items").stream()
        : Stream.of(document);
  }

  private static Optional<LeakedSecret> leak(Yaml.Entry entry, boolean encoded) {
    String value =
        entry.value() instanceof Yaml.Scalar scalar && !scalar.isNull()
            ? scalar.text().strip()
            : "";
    String clear = encoded ? decoded(value) : value;
    boolean secret =
        SECRET.matcher(entry.name()).matches() && !PUBLIC.matcher(entry.name()).matches();
    if (!secret || clear.isEmpty() || isOpen(clear)) {
      return Optional.empty();
    }
    return Optional.of(
        new LeakedSecret(
            entry.value().source(),
            "kubernetes-secret",
            entry.name() + ": … (" + clear.length() + " characters)"));
  }

  /// Whether a value is filled in by a tool, stands for another, or protects nothing.
  private static boolean isOpen(String value) {
    boolean template =
        value.contains("${")
            || value.contains("{{")
            || value.startsWith("$")
            || value.startsWith("<")
            || value.startsWith("ENC[")
            || value.startsWith("vault:")
            || value.startsWith("ref+")
            || value.startsWith("AQICA");
    return template
        || Entropy.isWeak(value)
        || (value.contains("BEGIN CERTIFICATE") && !value.contains("PRIVATE KEY"));
  }

  private static String decoded(String value) {
    try {
      return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8).strip();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
