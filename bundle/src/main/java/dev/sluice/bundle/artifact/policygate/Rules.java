package dev.sluice.bundle.artifact.policygate;

import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Overlays;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules as Rego. A rule that the repository breaks today warns until what it names is mended;
/// all others refuse.
final class Rules {
  private static final String ACTIONS =
      """
      # An action is named by its commit.
      WORD contains message if {
      	some name, job in input.jobs
      	some step in job.steps
      	not startswith(step.uses, "./")
      	not startswith(step.uses, "docker://")
      	not regex.match(`@[0-9a-f]{40}$`, step.uses)
      	message := sprintf("job %s: %s is not pinned by its commit", [name, step.uses])
      }
      """;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final int NAMED = 5;

  private final Project project;

  private Rules(Project project) {
    this.project = project;
  }

  static String of(Project project) {
    return new Rules(project).text();
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    parts.add("package main\n\nimport rego.v1\n");
    if (!project.images().isEmpty()) {
      parts.add(
          rule(
              unpinnedBases(),
              """
              # An image is built on one that is named by digest.
              WORD contains message if {
              	some i
              	input[i].Cmd == "from"
              	image := input[i].Value[0]
              	not image in stages
              	image != "scratch"
              	not contains(image, "@sha256:")
              	not startswith(image, "$")
              	message := sprintf("%s is not pinned by digest", [image])
              }

              stages contains name if {
              	some i
              	input[i].Cmd == "from"
              	count(input[i].Value) == 3
              	name := input[i].Value[2]
              }
              """));
      parts.add(
          rule(
              roots(),
              """
              # What runs in an image is not root.
              WORD contains message if {
              	users := [u | some i; input[i].Cmd == "user"; u := input[i].Value[0]]
              	last := array.concat(["root"], users)[count(users)]
              	last in {"root", "0", "root:root", "0:0"}
              	some j
              	input[j].Cmd == "from"
              	message := "the image runs as root: name another user with USER"
              }
              """));
    }
    if (project.forge() == Forge.GITHUB && !PolicyGate.areChecked(project)) {
      parts.add(rule(unpinnedActions(), ACTIONS));
    }
    if (Overlays.of(project).isEmpty()) {
      return String.join("\n", parts);
    }
    parts.add(
        rule(
            List.of(),
            """
            # A pod is not privileged.
            WORD contains message if {
            	some container in containers
            	container.securityContext.privileged
            	message := sprintf("%s/%s: %s is privileged", [input.kind, input.metadata.name, container.name])
            }
            """));
    parts.add(
        rule(
            unpinnedDeployments(),
            """
            # A workload names its images by digest.
            WORD contains message if {
            	some container in containers
            	not contains(container.image, "@sha256:")
            	message := sprintf("%s/%s: %s is not pinned by digest", [input.kind, input.metadata.name, container.image])
            }

            containers contains container if {
            	some key in {"containers", "initContainers"}
            	some container in input.spec.template.spec[key]
            }
            """));
    return String.join("\n", parts);
  }

  /// @param broken places that break the rule today
  private static String rule(List<String> broken, String rule) {
    if (broken.isEmpty()) {
      return rule.replace("WORD", "deny");
    }
    String more = broken.size() > NAMED ? " and " + (broken.size() - NAMED) + " more" : "";
    return rule.replaceFirst(
        "WORD",
        "# Only warns, until these are mended; then make it `deny`: "
            + broken.stream().limit(NAMED).collect(Collectors.joining(", "))
            + more
            + "\nwarn");
  }

  private Set<String> recipes() {
    return project.images().stream().map(ImageBuild::dockerfile).collect(Collectors.toSet());
  }

  private List<String> unpinnedBases() {
    Set<String> recipes = recipes();
    List<BaseImage> bases = project.material().facts().of(BaseImage.class);
    return bases.stream()
        .filter(b -> recipes.contains(b.dockerfile()) && !b.image().pinned())
        .filter(b -> !b.image().name().equals("scratch"))
        .filter(b -> bases.stream().noneMatch(o -> b.image().name().equals(o.stage())))
        .map(b -> b.source().toString())
        .toList();
  }

  private List<String> roots() {
    Set<String> recipes = recipes();
    return project.material().facts().of(ContainerBuild.class).stream()
        .filter(c -> recipes.contains(c.source().file()))
        .filter(c -> root(c.user()))
        .map(c -> c.source().file())
        .toList();
  }

  private static boolean root(@Nullable Text user) {
    return user == null || user.value().matches("(root|0)(:.*)?");
  }

  private List<String> unpinnedActions() {
    return project.material().facts().of(Job.class).stream()
        .flatMap(job -> job.steps().stream().map(Step::uses))
        .flatMap(Stream::ofNullable)
        .filter(uses -> !uses.value().startsWith(".") && !uses.value().startsWith("docker://"))
        .filter(uses -> !COMMIT.matcher(uses.value()).find())
        .map(uses -> uses.source().toString())
        .toList();
  }

  private List<String> unpinnedDeployments() {
    return project.material().facts().of(Deployment.class).stream()
        .filter(d -> d.environment() != null && !d.image().pinned())
        .map(d -> d.source().toString())
        .distinct()
        .toList();
  }
}
