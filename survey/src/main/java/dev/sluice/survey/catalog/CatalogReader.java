package dev.sluice.survey.catalog;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.CatalogEntity;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;

/// Reads the entries that Backstage finds: `catalog-info.yaml`.
@AutoService(Reader.class)
public final class CatalogReader implements Reader {
  private static final Set<String> NAMES = Set.of("catalog-info.yaml", "catalog-info.yml");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(file -> NAMES.contains(file.fileName())).toList();
    sink.each(
        files,
        Set.of(CatalogEntity.class),
        file -> file.yaml().documents().forEach(document -> entity(document, sink)));
  }

  private static void entity(Yaml document, Sink sink) {
    String version = document.string("apiVersion");
    String kind = document.string("kind");
    String name = document.string("metadata", "name");
    if (version != null && version.startsWith("backstage.io/") && kind != null && name != null) {
      sink.add(new CatalogEntity(document.source(), kind, name, document.string("spec", "owner")));
    }
  }
}
