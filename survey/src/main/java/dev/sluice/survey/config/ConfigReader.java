package dev.sluice.survey.config;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the keys of configuration files that stand side by side, one for each environment. A file
/// that the others build on gives its keys to all of them.
@AutoService(Reader.class)
public final class ConfigReader implements Reader {
  private static final Pattern KEY =
      Pattern.compile("\\s{0,20}(?:export\\s+)?([A-Za-z_][\\w.-]{0,100})\\s{0,20}[=:].*");

  @Override
  public void read(Tree tree, Sink sink) {
    Map<String, List<Variant>> groups = new TreeMap<>();
    for (TreeFile file : tree.files()) {
      Variant.of(file)
          .filter(v -> v.environment() != null)
          .ifPresent(v -> groups.computeIfAbsent(v.group(), g -> new ArrayList<>()).add(v));
    }
    groups.values().removeIf(variants -> variants.size() < 2);
    groups.forEach((group, variants) ->
        tree.file(clean(Variant.base(group)))
            .ifPresent(base -> variants.add(new Variant(base, group, null))));
    Map<TreeFile, Variant> byFile = new HashMap<>();
    groups.values().forEach(variants -> variants.forEach(v -> byFile.put(v.file(), v)));
    sink.each(
        byFile.keySet(),
        Set.of(ConfigKey.class),
        file -> {
          Variant variant = byFile.get(file);
          if (variant != null) {
            keys(file).forEach(key -> sink.add(fact(key, variant)));
          }
        });
  }

  private static ConfigKey fact(Text key, Variant variant) {
    return new ConfigKey(key.source(), clean(variant.group()), key.value(), variant.environment());
  }

  private static String clean(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  /// The names at the top of a file, each once.
  static List<Text> keys(TreeFile file) {
    boolean structured = file.looksLikeYaml() || file.fileName().endsWith(".json");
    return structured ? ofMapping(file) : ofLines(file);
  }

  private static List<Text> ofMapping(TreeFile file) {
    if (!file.yaml().complete()) {
      throw new IllegalArgumentException(
          "not valid "
              + (file.looksLikeYaml() ? "YAML" : "JSON")
              + " at line "
              + file.yaml().problems().getFirst().source().line());
    }
    return file.yaml().documents().stream()
        .limit(1)
        .flatMap(document -> document.entries().stream())
        .map(Yaml.Entry::key)
        .map(key -> new Text(key.source(), key.text()))
        .toList();
  }

  private static List<Text> ofLines(TreeFile file) {
    List<Text> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher key = KEY.matcher(lines.get(i));
      if (key.matches() && seen.add(key.group(1))) {
        keys.add(new Text(file.source().at(i + 1, key.start(1) + 1), key.group(1)));
      }
    }
    return keys;
  }
}
