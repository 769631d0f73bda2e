package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The secrets that a state or a plan holds in clear: what the file itself marks as sensitive, and
/// attributes that providers fill with passwords and keys.
final class StateSecrets {
  private static final int MAX_DEPTH = 40;
  private static final int MAX_FINDINGS = 50;
  private static final int MIN_VALUE = 6;

  /// Names of attributes whose values are secret by themselves.
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:[a-z0-9]+_)*(?:password|passwd|private_key(?:_pem|_openssh)?|secret_string"
              + "|client_secret|secret_key|secret_access_key|auth_token|api_token"
              + "|(?:primary|secondary)_(?:access_key|connection_string))");

  /// Where a plan says the same again.
  private static final Set<String> AGAIN =
      Set.of("resource_changes", "resource_drift", "prior_state", "configuration");

  private final List<LeakedSecret> found = new ArrayList<>();

  private StateSecrets() {}

  static List<LeakedSecret> in(Yaml root) {
    StateSecrets secrets = new StateSecrets();
    boolean planned = root.get("planned_values") != null;
    for (Yaml.Entry entry : root.entries()) {
      switch (entry.name()) {
        case "outputs" -> secrets.outputs(entry.value());
        case "variables" -> secrets.variables(entry.value());
        case String name when planned && AGAIN.contains(name) -> {}
        default -> secrets.walk(entry.value(), "", 0);
      }
    }
    return secrets.found;
  }

  private void outputs(Yaml outputs) {
    for (Yaml.Entry output : outputs.entries()) {
      if ("true".equals(output.value().string("sensitive"))) {
        add(output.value().get("value"), "output " + output.name());
      }
    }
  }

  private void variables(Yaml variables) {
    for (Yaml.Entry variable : variables.entries()) {
      if (NAME.matcher(variable.name()).matches()) {
        add(variable.value().get("value"), "variable " + variable.name());
      }
    }
  }

  private void walk(Yaml node, String resource, int depth) {
    if (depth > MAX_DEPTH || found.size() >= MAX_FINDINGS) {
      return;
    }
    node.items().forEach(item -> walk(item, resource, depth + 1));
    String type = node.string("type");
    String name = node.string("name");
    String label = type == null || name == null ? resource : type + "." + name;
    Set<String> marked = marked(node);
    for (Yaml.Entry entry : node.entries()) {
      switch (entry.name()) {
        case "attributes", "values", "after" -> attributes(entry.value(), label, marked);
        case "outputs" -> outputs(entry.value());
        default -> walk(entry.value(), label, depth + 1);
      }
    }
  }

  /// The attributes that stand beside as sensitive: as paths in a state, as `true` in a plan.
  private static Set<String> marked(Yaml node) {
    Set<String> marked = new HashSet<>();
    for (Yaml path : node.items("sensitive_attributes")) {
      List<Yaml> steps = path.items();
      String first = steps.size() == 1 ? steps.getFirst().string("value") : null;
      if (first != null) {
        marked.add(first);
      }
    }
    for (String beside : List.of("sensitive_values", "after_sensitive")) {
      node.entries(beside).stream()
          .filter(e -> e.value() instanceof Yaml.Scalar scalar && scalar.text().equals("true"))
          .forEach(e -> marked.add(e.name()));
    }
    return marked;
  }

  private void attributes(Yaml attributes, String resource, Set<String> marked) {
    for (Yaml.Entry attribute : attributes.entries()) {
      String name = attribute.name();
      boolean made = name.equals("result") && resource.startsWith("random_password.");
      if (made || marked.contains(name) || NAME.matcher(name).matches()) {
        add(attribute.value(), name + " of " + resource);
      }
    }
  }

  private void add(@Nullable Yaml value, String what) {
    if (value instanceof Yaml.Scalar scalar
        && isValue(scalar.text())
        && found.size() < MAX_FINDINGS) {
      found.add(
          new LeakedSecret(
              scalar.source(),
              "terraform-state",
              what + " (" + scalar.text().length() + " characters)"));
    }
  }

  /// Whether a text can be a secret's value; a private key is found by its own form.
  private static boolean isValue(String text) {
    return text.length() >= MIN_VALUE
        && !text.startsWith("-----BEGIN")
        && !text.startsWith("arn:")
        && !text.startsWith("${")
        && text.chars().anyMatch(c -> c != '*' && c != 'x' && c != 'X')
        && !text.equals("(sensitive value)");
  }
}
