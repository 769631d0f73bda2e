package dev.sluice.survey.policy;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclException;
import dev.sluice.survey.hcl.HclParser;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads policies of plans and settings of tools that check infrastructure code. A rule that only a
/// pipeline can run does not block by itself.
@AutoService(Reader.class)
public final class PlanPolicies implements Reader {
  private static final Set<Class<? extends Fact>> HIDES = Set.of(PolicyRule.class);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+)");
  private static final Pattern RULE =
      Pattern.compile("(?m)^(?:default )?(deny|violation|warn)(?:_\\w+)?\\b");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(PlanPolicies::isPolicy).toList();
    sink.each(files, HIDES, file -> read(file, sink));
  }

  private static boolean isPolicy(TreeFile file) {
    String name = file.fileName();
    boolean rego = name.endsWith(".rego") && !name.endsWith("_test.rego");
    return rego || name.equals("sentinel.hcl") || isAtlantis(file) || scanner(name) != null;
  }

  private static boolean isAtlantis(TreeFile file) {
    return file.path().equals("atlantis.yaml") || file.path().equals("atlantis.yml");
  }

  private static @Nullable String scanner(String name) {
    return switch (name) {
      case ".checkov.yml", ".checkov.yaml" -> "checkov";
      case "tfsec.yml", "tfsec.yaml" -> "tfsec";
      case ".tflint.hcl" -> "tflint";
      default -> null;
    };
  }

  private static void read(TreeFile file, Sink sink) {
    String scanner = scanner(file.fileName());
    if (scanner != null) {
      sink.add(
          new PolicyRule(file.source(), scanner, scanner + " settings", false, "terraform", false));
    } else if (file.fileName().endsWith(".rego")) {
      rego(file, sink);
    } else if (isAtlantis(file)) {
      atlantis(file, sink);
    } else {
      sentinel(file, sink);
    }
  }

  private static void rego(TreeFile file, Sink sink) {
    String text = file.text();
    Matcher name = PACKAGE.matcher(text);
    Matcher rule = RULE.matcher(text);
    if (name.find() && rule.find()) {
      int line = 1 + (int) text.chars().limit(rule.start()).filter(c -> c == '\n').count();
      boolean plan = text.contains("resource_changes") || text.contains("planned_values");
      boolean manifests = text.contains("input.kind") || text.contains("input.review");
      String subject = plan ? "terraform" : manifests ? "kubernetes" : "any";
      sink.add(
          new PolicyRule(
              new Source(file.path(), line, 1), "rego", name.group(1), false, subject, false));
    }
  }

  /// HCP Terraform refuses a run that breaks a policy, unless it is advisory.
  private static void sentinel(TreeFile file, Sink sink) {
    try {
      HclParser.read(file).blocks("policy").forEach(policy -> sentinel(policy, sink));
    } catch (HclException e) {
      sink.unreadable(e.source(), e.why(), HIDES);
    }
  }

  private static void sentinel(HclBlock policy, Sink sink) {
    String level = policy.body().literal("enforcement_level");
    boolean blocks = level != null && level.contains("mandatory");
    sink.add(
        new PolicyRule(policy.source(), "sentinel", policy.label(0), blocks, "terraform", false));
  }

  /// Atlantis applies a plan when its requirements hold: one fact for each that every project
  /// names, else one that says only that it is used.
  private static void atlantis(TreeFile file, Sink sink) {
    for (Yaml document : file.yaml().documents()) {
      List<Yaml> projects = document.items("projects");
      if (document.get("projects") == null && document.get("version") == null) {
        continue;
      }
      boolean approved =
          !projects.isEmpty() && projects.stream().allMatch(PlanPolicies::needsApproval);
      Source at = approved ? requirement(projects.getFirst()) : file.source();
      sink.add(
          new PolicyRule(
              at, "atlantis", approved ? "approved" : "settings", approved, "terraform", false));
    }
  }

  private static boolean needsApproval(Yaml project) {
    return project.texts("apply_requirements").anyMatch(t -> t.value().equals("approved"));
  }

  private static Source requirement(Yaml project) {
    return project
        .texts("apply_requirements")
        .filter(t -> t.value().equals("approved"))
        .map(t -> t.source())
        .findFirst()
        .orElse(project.source());
  }
}
