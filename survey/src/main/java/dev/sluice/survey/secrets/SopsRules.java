package dev.sluice.survey.secrets;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.SecretRule;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;

/// Reads which files SOPS encrypts.
@AutoService(Reader.class)
public final class SopsRules implements Reader {
  private static final Set<String> NAMES = Set.of(".sops.yaml", ".sops.yml");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(f -> NAMES.contains(f.fileName())).toList();
    sink.each(
        files,
        Set.of(SecretRule.class),
        file ->
            file.yaml().documents().stream()
                .flatMap(document -> document.items("creation_rules").stream())
                .map(SopsRules::rule)
                .forEach(sink::add));
  }

  private static SecretRule rule(Yaml rule) {
    return new SecretRule(rule.source(), rule.string("path_regex"), rule.string("encrypted_regex"));
  }
}
