package dev.sluice.survey.updatebot;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.UpdateBot;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what Renovate updates: everything that it knows, unless the repository's configuration
/// narrows it.
///
/// Presets of other repositories can't be seen and are taken to leave managers as they are.
@AutoService(Reader.class)
public final class RenovateReader implements Reader {
  /// In the order in which Renovate looks; the first that exists counts.
  private static final List<String> PLACES =
      List.of(
          "renovate.json",
          "renovate.jsonc",
          "renovate.json5",
          ".github/renovate.json",
          ".github/renovate.jsonc",
          ".github/renovate.json5",
          ".gitlab/renovate.json",
          ".gitlab/renovate.jsonc",
          ".gitlab/renovate.json5",
          ".renovaterc",
          ".renovaterc.json",
          ".renovaterc.jsonc",
          ".renovaterc.json5");

  private static final Set<String> KNOWN =
      Set.of(
          "github-actions",
          "docker",
          "docker-compose",
          "npm",
          "pip",
          "gomod",
          "cargo",
          "maven",
          "gradle",
          "bundler",
          "composer",
          "nuget",
          "terraform",
          "helm",
          "kustomize",
          "gitlabci",
          "pre-commit");

  @Override
  public void read(Tree tree, Sink sink) {
    Optional<TreeFile> own = PLACES.stream().flatMap(path -> tree.file(path).stream()).findFirst();
    List<TreeFile> files = own.or(() -> tree.file("package.json")).stream().toList();
    sink.each(files, Set.of(UpdateBot.class), file -> read(file, sink));
  }

  private static void read(TreeFile file, Sink sink) {
    boolean inPackage = file.fileName().equals("package.json");
    YamlFile parsed =
        inPackage ? file.yaml() : YamlReader.read(file.path(), JsonComments.blanked(file.bytes()));
    Yaml document = parsed.documents().isEmpty() ? null : parsed.documents().getFirst();
    Yaml config = document != null && inPackage ? document.get("renovate") : document;
    if (!parsed.complete() && !inPackage) {
      sink.unreadable(
          parsed.problems().getFirst().source(), "not valid JSON", Set.of(UpdateBot.class));
    } else if (config instanceof Yaml.Mapping && !isFalse(config, "enabled")) {
      covered(config, inPackage ? config.source() : file.source(), sink);
    }
  }

  private static void covered(Yaml config, Source whole, Sink sink) {
    Set<String> off = switchedOff(config);
    List<Text> only = config.texts("enabledManagers").toList();
    if (!only.isEmpty()) {
      Set<String> told = new HashSet<>();
      for (Text manager : only) {
        String ecosystem = Ecosystems.common(manager.value());
        if (!off.contains(ecosystem) && told.add(ecosystem)) {
          sink.add(new UpdateBot(manager.source(), "renovate", ecosystem, "/"));
        }
      }
    } else if (off.isEmpty()) {
      sink.add(new UpdateBot(whole, "renovate", "*", "/"));
    } else {
      Set<String> rest = new TreeSet<>(KNOWN);
      rest.removeAll(off);
      rest.forEach(ecosystem -> sink.add(new UpdateBot(whole, "renovate", ecosystem, "/")));
    }
  }

  /// Ecosystems that are switched off by themselves or by a rule for nothing but managers.
  private static Set<String> switchedOff(Yaml config) {
    Set<String> off = new TreeSet<>();
    config.entries().stream()
        .filter(entry -> isFalse(entry.value(), "enabled"))
        .forEach(entry -> off.add(Ecosystems.common(entry.name())));
    config.items("packageRules").stream()
        .filter(
            rule -> isFalse(rule, "enabled") && conditions(rule).allMatch("matchManagers"::equals))
        .flatMap(rule -> rule.texts("matchManagers"))
        .forEach(manager -> off.add(Ecosystems.common(manager.value())));
    off.retainAll(KNOWN);
    return off;
  }

  private static Stream<String> conditions(Yaml rule) {
    return rule.entries().stream()
        .map(Yaml.Entry::name)
        .filter(name -> name.startsWith("match") || name.startsWith("exclude"));
  }

  private static boolean isFalse(@Nullable Yaml node, String key) {
    return node != null && "false".equals(node.string(key));
  }
}
