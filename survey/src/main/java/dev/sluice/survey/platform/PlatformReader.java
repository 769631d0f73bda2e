package dev.sluice.survey.platform;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Platform;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.place.Aside;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Notices files by which a platform runs what is built here, other than plain manifests of
/// Kubernetes, Kustomize and charts. Known by their names; where a name is used for other things
/// too, by a word that stands in them.
@AutoService(Reader.class)
public final class PlatformReader implements Reader {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("fly.toml", "Fly.io"),
          Map.entry("procfile", "Heroku"),
          Map.entry("heroku.yml", "Heroku"),
          Map.entry("render.yaml", "Render"),
          Map.entry("vercel.json", "Vercel"),
          Map.entry("netlify.toml", "Netlify"),
          Map.entry("railway.json", "Railway"),
          Map.entry("railway.toml", "Railway"),
          Map.entry("wrangler.toml", "Cloudflare"),
          Map.entry("wrangler.json", "Cloudflare"),
          Map.entry("wrangler.jsonc", "Cloudflare"),
          Map.entry("firebase.json", "Firebase"),
          Map.entry("serverless.yml", "the Serverless Framework"),
          Map.entry("serverless.yaml", "the Serverless Framework"),
          Map.entry("serverless.ts", "the Serverless Framework"),
          Map.entry("samconfig.toml", "AWS SAM"),
          Map.entry("cdk.json", "AWS CDK"),
          Map.entry("apprunner.yaml", "AWS App Runner"),
          Map.entry("appspec.yml", "AWS CodeDeploy"),
          Map.entry("appspec.yaml", "AWS CodeDeploy"),
          Map.entry("dockerrun.aws.json", "Elastic Beanstalk"),
          Map.entry("azure.yaml", "the Azure Developer CLI"),
          Map.entry("pulumi.yaml", "Pulumi"),
          Map.entry("captain-definition", "CapRover"),
          Map.entry("capfile", "Capistrano"),
          Map.entry("jsonnetfile.json", "Tanka"),
          Map.entry("cdk8s.yaml", "cdk8s"),
          Map.entry("helmfile.yaml", "Helmfile"),
          Map.entry("helmfile.yml", "Helmfile"),
          Map.entry("helmfile.yaml.gotmpl", "Helmfile"),
          Map.entry("skaffold.yaml", "Skaffold"),
          Map.entry("ansible.cfg", "Ansible"));

  /// A name with which files of other kinds are called too.
  ///
  /// @param part what stands in the name or path, in lower case
  /// @param end what ends the path
  /// @param holds a word that stands in the file; null where name and path tell
  private record Kind(String name, String part, String end, @Nullable String holds) {
    boolean is(TreeFile file, String path) {
      return path.contains(part)
          && path.endsWith(end)
          && (holds == null
              || new String(file.passingBytes(), StandardCharsets.UTF_8).contains(holds));
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("Fly.io", "/fly.", ".toml", null),
          new Kind("Heroku", "/app.json", "/app.json", "\"formation\""),
          new Kind("Heroku", "/app.json", "/app.json", "\"buildpacks\""),
          new Kind("Cloud Foundry", "/manifest", ".yml", "applications:"),
          new Kind("Cloud Foundry", "/manifest", ".yaml", "applications:"),
          new Kind("Cloud Foundry", "/manifest", ".yml.j2", "applications:"),
          new Kind("App Engine", "/app.yaml", "/app.yaml", "runtime:"),
          new Kind("AWS CloudFormation", "template", ".yaml", "AWSTemplateFormatVersion"),
          new Kind("AWS CloudFormation", "template", ".yml", "AWSTemplateFormatVersion"),
          new Kind("AWS CloudFormation", "cloudformation", ".yaml", "AWSTemplateFormatVersion"),
          new Kind("AWS CloudFormation", "cloudformation", ".yml", "AWSTemplateFormatVersion"),
          new Kind("AWS Copilot", "/copilot/", "/manifest.yml", null),
          new Kind("Elastic Beanstalk", "/.ebextensions/", ".config", null),
          new Kind("Amazon ECS", "task", ".json", "containerDefinitions"),
          new Kind("Amazon ECS", "ecs", ".json", "containerDefinitions"),
          new Kind("Azure", "", ".bicep", null),
          new Kind("Azure Functions", "/host.json", "/host.json", "extensionBundle"),
          new Kind("Nomad", "", ".nomad", null),
          new Kind("Nomad", "", ".nomad.hcl", null),
          new Kind("DigitalOcean", "/.do/", ".yaml", null),
          new Kind("Kamal", "/config/deploy", ".yml", "servers:"),
          new Kind("Ansible", "/playbook", ".yml", "hosts:"));

  private static final int MOST = 256 * 1024;
  private static final Set<String> EXAMPLES = Set.of("examples", "example", "samples", "test");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream()
            .filter(f -> f.size() <= MOST && mayBe(f))
            .filter(f -> !EXAMPLES.contains(f.path().split("/", 2)[0]))
            .filter(f -> Aside.why(f.directory()).isEmpty())
            .toList();
    sink.each(files, Set.of(), file -> read(file, sink));
  }

  /// Whether the path alone doesn't say no.
  private static boolean mayBe(TreeFile file) {
    String path = path(file);
    return NAMES.containsKey(name(path))
        || KINDS.stream().anyMatch(k -> path.endsWith(k.end()) && path.contains(k.part()));
  }

  private static void read(TreeFile file, Sink sink) {
    String path = path(file);
    String known = NAMES.get(name(path));
    if (known != null) {
      sink.add(new Platform(file.source(), known));
      return;
    }
    KINDS.stream()
        .filter(kind -> kind.is(file, path))
        .findFirst()
        .ifPresent(kind -> sink.add(new Platform(file.source(), kind.name())));
  }

  private static String path(TreeFile file) {
    return "/" + file.path().toLowerCase(Locale.ROOT);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
