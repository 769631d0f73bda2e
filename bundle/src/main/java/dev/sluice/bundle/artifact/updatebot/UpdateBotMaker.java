package dev.sluice.bundle.artifact.updatebot;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.UpdateBot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the configuration of an update bot where there is none: Dependabot on GitHub, Renovate
/// elsewhere.
@AutoService(Maker.class)
public final class UpdateBotMaker implements Maker {
  private static final String CRITERION = "ci.reproducible-build";
  private static final String PURPOSE =
      "What is pinned stays fresh: a bot asks for updates, a week after their release.";

  /// Ecosystems of manifests that Dependabot calls the same.
  private static final List<String> SAME =
      List.of(
          "bundler", "cargo", "composer", "gomod", "gradle", "maven", "mix", "npm", "nuget", "pub");

  /// Those whose builds reach into the directories below.
  private static final Set<String> MODULES = Set.of("maven", "gradle");

  @Override
  public List<Artifact> make(Material material) {
    if (!material.facts().of(UpdateBot.class).isEmpty()) {
      return List.of();
    }
    return switch (Project.of(material).forge()) {
      case GITHUB ->
          Optional.of(ecosystems(material.facts()))
              .filter(ecosystems -> !ecosystems.isEmpty())
              .map(ecosystems -> artifact(".github/dependabot.yml", dependabot(ecosystems)))
              .stream()
              .toList();
      case GITLAB, OTHER -> List.of(new Artifact("renovate.json", renovate(), PURPOSE, CRITERION));
    };
  }

  private static Artifact artifact(String path, String text) {
    return new Artifact(path, Artifact.header("#", PURPOSE, CRITERION) + text, PURPOSE, CRITERION);
  }

  /// Dependabot's ecosystems with the directories that they stand in.
  private static Map<String, SortedSet<String>> ecosystems(Facts facts) {
    Map<String, SortedSet<String>> all = new TreeMap<>();
    if (!facts.of(Pipeline.class).isEmpty() || Project.unseen(facts).isEmpty()) {
      put(all, "github-actions", ".");
    }
    facts
        .of(PackageManifest.class)
        .forEach(m -> {
          String lock = m.lockFile() == null ? "" : m.lockFile();
          if (SAME.contains(m.ecosystem())) {
            put(all, m.ecosystem(), place(m, facts));
          } else if (m.ecosystem().equals("pip")) {
            put(all, lock.endsWith("uv.lock") ? "uv" : "pip", m.directory());
          }
        });
    facts.of(ContainerBuild.class).forEach(c -> put(all, "docker", parent(c.source().file())));
    facts.of(IacRoot.class).stream()
        .filter(root -> root.tool().equals("terraform"))
        .forEach(root -> put(all, "terraform", root.directory()));
    return all;
  }

  /// Where an update is made: members of a workspace share its lock file, modules their parent.
  private static String place(PackageManifest manifest, Facts facts) {
    String lock = manifest.lockFile();
    if (lock != null) {
      return parent(lock);
    }
    return facts.of(PackageManifest.class).stream()
        .filter(m -> m.ecosystem().equals(manifest.ecosystem()))
        .filter(m -> MODULES.contains(m.ecosystem()))
        .map(PackageManifest::directory)
        .filter(d -> d.equals(".") || manifest.directory().startsWith(d + "/"))
        .min(Comparator.comparingInt(String::length))
        .orElse(manifest.directory());
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  private static void put(Map<String, SortedSet<String>> all, String ecosystem, String directory) {
    all.computeIfAbsent(ecosystem, e -> new TreeSet<>())
        .add(directory.equals(".") ? "/" : "/" + directory);
  }

  private static String dependabot(Map<String, SortedSet<String>> ecosystems) {
    StringBuilder text = new StringBuilder("version: 2\nupdates:\n");
    ecosystems.forEach((ecosystem, directories) -> {
      text.append("  - package-ecosystem: ").append(ecosystem).append('\n');
      if (directories.size() == 1) {
        text.append("    directory: ").append(directories.first()).append('\n');
      } else {
        text.append("    directories:\n");
        directories.forEach(d -> text.append("      - ").append(d).append('\n'));
      }
      text.append("    schedule:\n      interval: weekly\n");
      text.append("    cooldown:\n      default-days: 7\n");
      text.append("    groups:\n      ").append(ecosystem).append(":\n");
      text.append("        update-types: [minor, patch]\n");
    });
    return text.toString();
  }

  private static String renovate() {
    return """
    {
      "$schema": "https://docs.renovatebot.com/renovate-schema.json",
      "description": "%s",
      "extends": ["config:recommended", ":semanticCommitsDisabled", "docker:pinDigests", "helpers:pinGitHubActionDigests"],
      "minimumReleaseAge": "7 days",
      "schedule": ["before 6am on monday"]
    }
    """
        .formatted(PURPOSE);
  }
}
