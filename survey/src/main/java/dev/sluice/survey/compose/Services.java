package dev.sluice.survey.compose;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.image.Variables;
import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The services of one Compose file as facts. Not for use by several threads.
final class Services {
  private static final String TOOL = "compose";
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|secret|token|credentials?|(api|private|secret|access)key|_key)");
  private static final Pattern PUBLIC = Pattern.compile("(?i).*(public|publishable).*");

  private final TreeFile file;
  private final Yaml document;
  private final Variables variables;
  private final @Nullable String environment;
  private final List<Fact> facts = new ArrayList<>();
  private final Set<String> built = new HashSet<>();

  Services(TreeFile file, Yaml document, Map<String, Text> values, @Nullable String environment) {
    this.file = file;
    this.document = document;
    this.variables = new Variables(name -> Optional.ofNullable(values.get(name)), true);
    this.environment = environment;
  }

  List<Fact> facts() {
    document.entries("services").forEach(this::service);
    return facts;
  }

  private void service(Yaml.Entry entry) {
    String name = entry.name();
    Yaml service = entry.value();
    build(entry);
    Optional<Text> image = service.text("image");
    if (image.isPresent()) {
      facts.add(deployment(name, image.get()));
    }
    if (image.isPresent() || service.get("build") != null) {
      facts.add(workload(entry));
    }
    service
        .texts("secrets")
        .forEach(s -> facts.add(new SecretUse(s.source(), s.value(), TOOL, environment)));
    service.items("secrets").stream()
        .flatMap(item -> item.text("source").stream())
        .forEach(s -> facts.add(new SecretUse(s.source(), s.value(), TOOL, environment)));
    configKeys(name, service);
  }

  private Deployment deployment(String service, Text written) {
    Variables.Expanded expanded = variables.expand(written);
    String reference = expanded.value();
    String variable = expanded.unresolved();
    String why =
        variable == null
            ? Placeholders.why(reference)
            : "`" + variable + "` has no value in a file";
    Image image = Image.parse(reference);
    return new Deployment(
        deciding(expanded, image), TOOL, "service/" + service, service, image, environment, why);
  }

  /// Where the digest, or else the tag, or else the name was written.
  private static Source deciding(Variables.Expanded expanded, Image image) {
    String reference = expanded.value();
    String decides =
        image.digest() != null ? image.digest() : image.tag() != null ? image.tag() : image.name();
    int at = decides.isEmpty() ? -1 : reference.lastIndexOf(decides);
    return expanded.partAt(Math.max(0, at)).source();
  }

  private Workload workload(Yaml.Entry entry) {
    Yaml service = entry.value();
    String replicas = service.string("deploy", "replicas");
    String order = service.string("deploy", "update_config", "order");
    return new Workload(
        entry.key().source(),
        TOOL,
        "service",
        entry.name(),
        null,
        environment,
        replicas != null && replicas.matches("[0-9]{1,6}") ? Integer.valueOf(replicas) : null,
        order,
        Map.of(),
        Map.of(),
        List.of(),
        healthCheck(entry).stream().toList());
  }

  private Optional<HealthCheck> healthCheck(Yaml.Entry entry) {
    for (Yaml.Entry key : entry.value().entries()) {
      boolean written =
          key.name().equals("healthcheck")
              && !"true".equals(key.value().string("disable"))
              && key.value().texts("test").noneMatch(t -> t.value().equals("NONE"));
      if (written) {
        return Optional.of(
            new HealthCheck(
                key.key().source(),
                "service/" + entry.name(),
                entry.name(),
                environment,
                HealthCheck.Kind.READINESS));
      }
    }
    return Optional.empty();
  }

  /// A service that is built here can be run here; several services of one build are one thing. One
  /// of a profile is started by hand, for the work on the others.
  private void build(Yaml.Entry entry) {
    Yaml build = entry.value().get("build");
    if (build == null || !entry.value().items("profiles").isEmpty()) {
      return;
    }
    Optional<Text> context =
        build instanceof Yaml.Scalar ? entry.value().text("build") : build.text("context");
    String relative = context.map(Text::value).orElse(".");
    String recipe = build.string("dockerfile") + "|" + build.string("target");
    boolean workbench = environment != null && Environments.isWorkbench(environment);
    boolean here = !workbench && !relative.contains("://") && !relative.contains("$");
    if (here) {
      Tree.resolve(file.directory(), relative)
          .filter(path -> built.add(path + "|" + recipe))
          .ifPresent(path ->
              facts.add(
                  new Deployable(entry.key().source(), entry.name(), path, "compose service")));
    }
  }

  private void configKeys(String service, Yaml node) {
    Yaml values = node.get("environment");
    if (values == null) {
      return;
    }
    values
        .entries()
        .forEach(e -> {
          key(service, e.key().source(), e.name());
          secret(
              e.name(), e.value() instanceof Yaml.Scalar scalar ? scalar : null, e.key().source());
        });
    values.items().stream()
        .filter(item -> item instanceof Yaml.Scalar)
        .map(item -> (Yaml.Scalar) item)
        .forEach(item -> {
          int equals = item.text().indexOf('=');
          String name = equals < 0 ? item.text() : item.text().substring(0, equals);
          key(service, item.source(), name);
          secret(name, equals < 0 ? null : item, item.source());
        });
  }

  /// A secret that comes from outside: a variable of a secret's name that has no value in a file.
  private void secret(String name, Yaml.@Nullable Scalar value, Source source) {
    boolean workbench = environment != null && Environments.isWorkbench(environment);
    if (workbench || !SECRET.matcher(name).matches() || PUBLIC.matcher(name).matches()) {
      return;
    }
    String outside =
        value == null || value.isNull()
            ? name
            : variables.expand(new Text(value.source(), value.text())).unresolved();
    if (outside != null) {
      facts.add(new SecretUse(source, outside, TOOL, environment));
    }
  }

  private void key(String service, Source source, String key) {
    if (!key.isBlank()) {
      facts.add(new ConfigKey(source, "service/" + service, key, environment));
    }
  }
}
