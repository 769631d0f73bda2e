package dev.sluice.survey.config;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ConfigSchema;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the schemas of configuration: Helm's beside its chart, CUE packages, and JSON Schemas of
/// the repository that a configuration file names.
@AutoService(Reader.class)
public final class SchemaReader implements Reader {
  private static final int HEAD = 2_000;
  private static final Pattern REFERENCE =
      Pattern.compile("(?:\\$schema=\\s*|\"\\$schema\"\\s*:\\s*\")([^\\s\"#:]{3,200}\\.json)");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(SchemaReader::mayConcern).toList();
    sink.each(files, Set.of(ConfigSchema.class), file -> schema(file, tree).ifPresent(sink::add));
  }

  private static boolean mayConcern(TreeFile file) {
    return file.fileName().equals("values.schema.json")
        || file.fileName().equals("module.cue")
        || file.fileName().startsWith("values")
        || Variant.of(file).isPresent();
  }

  private static Optional<ConfigSchema> schema(TreeFile file, Tree tree) {
    String directory = file.directory();
    String within = directory.equals(".") ? "" : directory + "/";
    return switch (file.fileName()) {
      case "values.schema.json" ->
          tree.file(within + "Chart.yaml")
              .map(chart -> new ConfigSchema(file.source(), "helm", within + "values.yaml"));
      case "module.cue" ->
          directory.endsWith("cue.mod")
              ? Optional.of(
                  new ConfigSchema(file.source(), "cue", Tree.resolve(directory, "..").orElse(".")))
              : Optional.empty();
      default -> referred(file, tree);
    };
  }

  private static Optional<ConfigSchema> referred(TreeFile file, Tree tree) {
    byte[] bytes = file.passingBytes();
    Matcher reference =
        REFERENCE.matcher(
            new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8));
    return reference.find()
        ? Tree.resolve(file.directory(), reference.group(1))
            .flatMap(tree::file)
            .map(schema -> new ConfigSchema(schema.source(), "json-schema", file.path()))
        : Optional.empty();
  }
}
