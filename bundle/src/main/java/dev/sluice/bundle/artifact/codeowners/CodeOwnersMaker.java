package dev.sluice.bundle.artifact.codeowners;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Gates;
import dev.sluice.bundle.artifact.project.Owners;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.fact.OwnerRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the code owners that the delivery names, where there are none.
@AutoService(Maker.class)
public final class CodeOwnersMaker implements Maker {
  private static final String CRITERION = "ci.ownership";
  private static final String PURPOSE =
      "Who reviews a change of what: the service, its pipelines, its infrastructure.";

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    boolean bots =
        material.facts().of(Contact.class).stream().anyMatch(c -> c.via().equals("OWNERS"));
    if (bots || !material.facts().of(OwnerRule.class).isEmpty() || project.forge() == Forge.OTHER) {
      return List.of();
    }
    Map<String, List<String>> rules = rules(material, project);
    if (rules.isEmpty()) {
      return List.of();
    }
    int width = rules.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(Artifact.header("#", PURPOSE, CRITERION));
    text.append("# The last line that matches a file counts.\n");
    rules.forEach((pattern, owners) ->
        text.append(pattern)
            .append(" ".repeat(width - pattern.length() + 1))
            .append(String.join(" ", owners))
            .append('\n'));
    String path = project.forge() == Forge.GITLAB ? ".gitlab/CODEOWNERS" : ".github/CODEOWNERS";
    return List.of(new Artifact(path, text.toString(), PURPOSE, CRITERION));
  }

  private static Map<String, List<String>> rules(Material material, Project project) {
    Handles handles = new Handles(project);
    Map<String, List<String>> rules = new LinkedHashMap<>();
    String base = material.assessment().path();
    Context context = material.delivery().context();
    if (context != null) {
      context.services().stream()
          .sorted((a, b) -> pattern(base, a.path()).compareTo(pattern(base, b.path())))
          .forEach(s -> put(rules, pattern(base, s.path()), handles.of(s.owner())));
    }
    Iac iac = material.delivery().iac();
    if (iac != null) {
      iac.sources().stream()
          .filter(s -> s.repository() == null && s.path() != null)
          .forEach(s -> put(rules, pattern(base, s.path()), handles.of(s.owner())));
      Iac.Review review = iac.review();
      if (review != null) {
        review.paths().forEach(path -> put(rules, pattern(base, path), handles.of(review.from())));
      }
    }
    Ci ci = material.delivery().ci();
    String pipelines = ci == null ? null : ci.owner();
    String place = project.forge() == Forge.GITLAB ? "/.gitlab-ci.yml" : "/.github/";
    put(rules, place, handles.of(pipelines));
    put(rules, pattern(base, "delivery.yaml"), handles.of(pipelines));
    if (Gates.missing(project).values().stream().anyMatch(k -> k.contains(GateKind.POLICY))) {
      put(rules, "/policy/", handles.of(pipelines));
    }
    return rules;
  }

  private static void put(Map<String, List<String>> rules, String pattern, List<String> owners) {
    if (!owners.isEmpty()) {
      Stream<String> before = rules.getOrDefault(pattern, List.of()).stream();
      rules.put(pattern, Stream.concat(before, owners.stream()).distinct().toList());
    }
  }

  /// The pattern of a path that the delivery names.
  private static String pattern(String base, @Nullable String path) {
    List<String> parts = new ArrayList<>();
    Stream.of(base, path == null ? "." : path)
        .flatMap(p -> Stream.of(p.split("/", -1)))
        .filter(p -> !p.isEmpty() && !p.equals("."))
        .map(p -> p.replace(" ", "\\ "))
        .forEach(parts::add);
    if (parts.isEmpty()) {
      return "*";
    }
    String joined = "/" + String.join("/", parts);
    boolean file = parts.getLast().contains(".");
    return file ? joined : joined + "/";
  }

  /// What a code-owners file calls the names of a delivery.
  private record Handles(Project project) {
    List<String> of(@Nullable String owner) {
      return Owners.handles(project, owner);
    }

    List<String> of(List<String> owners) {
      return owners.stream().flatMap(owner -> of(owner).stream()).toList();
    }
  }
}
