package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Images that a job hands to an action that deploys them.
///
/// Source: the inputs that each action documents.
final class DeployedImages {
  /// Action to the input that names what it deploys, in lower case.
  private static final Map<String, String> INPUTS =
      Map.ofEntries(
          Map.entry("azure/k8s-deploy", "images"),
          Map.entry("azure/webapps-deploy", "images"),
          Map.entry("azure/container-apps-deploy-action", "imagetodeploy"),
          Map.entry("azure/functions-container-action", "image"),
          Map.entry("azure/aci-deploy", "image"),
          Map.entry("google-github-actions/deploy-cloudrun", "image"),
          Map.entry("google-github-actions/create-cloud-deploy-release", "images"),
          Map.entry("aws-actions/amazon-ecs-render-task-definition", "image"));

  /// Values that the platform sets: of them a tag can be made, a digest cannot.
  private static final Pattern FIXED =
      Pattern.compile("github\\.(?:sha|ref_name|ref|run_id|run_number|event\\.release\\.tag_name)");

  private final TreeFile file;
  private final String job;
  private final List<Text> environments;
  private final Sink sink;

  /// @param environments that the job can have
  DeployedImages(TreeFile file, String job, List<Text> environments, Sink sink) {
    this.file = file;
    this.job = job;
    this.environments = environments;
    this.sink = sink;
  }

  void read(List<Yaml> steps) {
    for (Yaml step : steps) {
      String action = StepsReader.action(Shapes.text(step, "uses"));
      String input = action == null ? null : INPUTS.get(action.toLowerCase(Locale.ROOT));
      for (Yaml.Entry given : input == null ? List.<Yaml.Entry>of() : step.entries("with")) {
        if (given.name().toLowerCase(Locale.ROOT).equals(input)
            && given.value() instanceof Yaml.Scalar scalar) {
          references(scalar).forEach(this::add);
        }
      }
    }
  }

  /// The references in an input, which may hold one on each line, each perhaps after `name=`.
  private List<Text> references(Yaml.Scalar scalar) {
    String value = scalar.text();
    String masked = masked(value);
    Places places = Places.of(file, scalar);
    List<Text> references = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= masked.length(); i++) {
      if (i == masked.length() || " \t\r\n,".indexOf(masked.charAt(i)) >= 0) {
        if (i > begin) {
          references.add(new Text(places.at(begin), value.substring(begin, i)));
        }
        begin = i + 1;
      } else if (masked.charAt(i) == '=') {
        begin = i + 1;
      }
    }
    return references;
  }

  private void add(Text reference) {
    Image image = image(reference.value());
    String unresolved = unresolved(image);
    List<@Nullable String> names = new ArrayList<>();
    environments.forEach(environment -> names.add(environment.value()));
    if (names.isEmpty()) {
      names.add(null);
    }
    for (String environment : names) {
      sink.add(
          new Deployment(
              reference.source(),
              GitHubActions.TOOL,
              "Job/" + job,
              job,
              image,
              environment,
              unresolved));
    }
  }

  /// Takes a reference apart; what stands in an expression separates nothing.
  private static Image image(String reference) {
    String masked = masked(reference);
    Image parts = Image.parse(masked);
    int name = parts.name().length();
    int tag = name + (parts.tag() == null ? 0 : parts.tag().length() + 1);
    return new Image(
        reference.substring(0, name),
        parts.tag() == null ? null : reference.substring(name + 1, tag),
        parts.digest() == null ? null : reference.substring(tag + 1));
  }

  /// Why it is not known which image it is; null when it is, or when it surely is some tag.
  private static @Nullable String unresolved(Image image) {
    String digest = image.digest();
    String tag = image.tag();
    if (!Expressions.in(image.toString())) {
      return null;
    }
    if (digest != null) {
      return Expressions.in(digest) ? "an expression gives its digest" : null;
    }
    boolean surelyTag =
        tag != null
            && Expressions.of(tag).stream().allMatch(e -> FIXED.matcher(e.body()).matches());
    return surelyTag ? null : "an expression decides it";
  }

  /// The same text, with a letter for each character of an expression.
  private static String masked(String value) {
    StringBuilder masked = new StringBuilder(value);
    int open = value.indexOf("${{");
    while (open >= 0) {
      int close = value.indexOf("}}", open);
      int end = close < 0 ? value.length() : close + 2;
      masked.replace(open, end, "e".repeat(end - open));
      open = value.indexOf("${{", end);
    }
    return masked.toString();
  }
}
