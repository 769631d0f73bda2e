package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Container images that Terraform deploys.
final class Images {
  /// Resources with containers in blocks, and the attribute that holds the image.
  private static final Map<String, String> BLOCKS =
      Map.ofEntries(
          Map.entry("kubernetes_deployment", "image"),
          Map.entry("kubernetes_deployment_v1", "image"),
          Map.entry("kubernetes_stateful_set", "image"),
          Map.entry("kubernetes_stateful_set_v1", "image"),
          Map.entry("kubernetes_daemonset", "image"),
          Map.entry("kubernetes_daemon_set_v1", "image"),
          Map.entry("kubernetes_pod", "image"),
          Map.entry("kubernetes_pod_v1", "image"),
          Map.entry("kubernetes_job", "image"),
          Map.entry("kubernetes_job_v1", "image"),
          Map.entry("kubernetes_cron_job", "image"),
          Map.entry("kubernetes_cron_job_v1", "image"),
          Map.entry("google_cloud_run_service", "image"),
          Map.entry("google_cloud_run_v2_service", "image"),
          Map.entry("google_cloud_run_v2_job", "image"),
          Map.entry("azurerm_container_app", "image"),
          Map.entry("azurerm_container_app_job", "image"),
          Map.entry("azurerm_container_group", "image"),
          Map.entry("docker_container", "image"),
          Map.entry("aws_apprunner_service", "image_identifier"),
          Map.entry("aws_lambda_function", "image_uri"));

  private static final Set<String> CONTAINERS = Set.of("container", "containers", "init_container");
  private static final String ECS = "aws_ecs_task_definition";

  private final Directory directory;
  private final Resolver resolver;
  private final Sink sink;

  private Images(Directory directory, Configuration configuration, Sink sink) {
    this.directory = directory;
    this.resolver = new Resolver(directory, configuration);
    this.sink = sink;
  }

  static void read(Directory directory, Configuration configuration, Sink sink) {
    Images images = new Images(directory, configuration, sink);
    directory.blocks("resource").forEach(images::resource);
  }

  private void resource(HclBlock resource) {
    String attribute = BLOCKS.get(resource.label(0));
    if (attribute != null) {
      inBlocks(resource, resource.body(), resource.label(1), attribute);
    } else if (resource.label(0).equals(ECS)) {
      HclValue containers = resource.body().value("container_definitions");
      if (containers != null) {
        ecs(resource, containers);
      }
    }
  }

  private void inBlocks(HclBlock resource, HclBody body, String container, String attribute) {
    String named = body.literal("name");
    HclValue image = body.value(attribute);
    if (image != null) {
      add(resource, named == null ? container : named, image);
    }
    for (HclBlock block : body.blocks()) {
      String inner = CONTAINERS.contains(block.type()) ? block.type() : container;
      inBlocks(resource, block.body(), inner, attribute);
    }
  }

  private void ecs(HclBlock resource, HclValue containers) {
    switch (containers) {
      case HclValue.Call call when call.function().equals("jsonencode") ->
          call.parts().stream()
              .flatMap(
                  list -> list instanceof HclValue.Tuple t ? t.parts().stream() : Stream.of(list))
              .forEach(item -> ecsContainer(resource, item));
      case HclValue.Literal json -> json(resource, json.source(), json.text());
      case HclValue.Template json -> json(resource, json.source(), json.text());
      default -> add(resource, "?", containers);
    }
  }

  private void ecsContainer(HclBlock resource, HclValue item) {
    HclValue image = item.get("image");
    if (image != null) {
      HclValue name = item.get("name");
      add(resource, name instanceof HclValue.Literal literal ? literal.text() : "?", image);
    } else if (!(item instanceof HclValue.Mapping)) {
      add(resource, "?", item);
    }
  }

  /// Container definitions as JSON text; interpolated images in it are not known.
  private void json(HclBlock resource, Source source, String text) {
    for (Yaml document :
        YamlReader.read(source.file(), text.getBytes(StandardCharsets.UTF_8)).documents()) {
      for (Yaml item : document.items()) {
        String image = item.string("image");
        String name = item.string("name");
        if (image != null) {
          String unresolved =
              image.contains("${") ? image + " is known only when it is applied" : null;
          deployment(source, resource, name == null ? "?" : name, image, unresolved);
        }
      }
    }
  }

  private void add(HclBlock resource, String container, HclValue image) {
    Resolver.Resolved resolved = resolver.resolve(image);
    if (resolved.unresolved() != null || !resolved.text().isEmpty()) {
      deployment(image.source(), resource, container, resolved.text(), resolved.unresolved());
    }
  }

  private void deployment(
      Source source,
      HclBlock resource,
      String container,
      String image,
      @Nullable String unresolved) {
    String environment = EnvironmentWords.ofDirectory(directory.path()).orElse(null);
    sink.add(
        new Deployment(
            source,
            "terraform",
            resource.label(0) + "/" + resource.label(1),
            container,
            Image.parse(image),
            environment,
            unresolved));
  }
}
