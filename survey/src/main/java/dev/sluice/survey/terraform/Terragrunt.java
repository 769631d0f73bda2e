package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.IacModule;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclAttribute;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclValue;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads Terragrunt units: a directory whose `terragrunt.hcl` names the module that is applied
/// there. Its state is kept where it, or the nearest file above that it includes, says so.
final class Terragrunt {
  private static final List<String> PARENTS = List.of("root.hcl", "terragrunt.hcl");

  private static final String ROOT = "${get_repo_root()}/";
  private static final String HERE = "${get_terragrunt_dir()}/";

  private Terragrunt() {}

  static boolean isTerragrunt(TreeFile file) {
    return PARENTS.contains(file.fileName());
  }

  static void read(Tree tree, Map<TreeFile, HclBody> bodies, Sink sink) {
    bodies.forEach((file, body) -> {
      if (file.fileName().equals("terragrunt.hcl")) {
        unit(file, body, tree, bodies, sink);
      }
    });
  }

  private static void unit(
      TreeFile file, HclBody body, Tree tree, Map<TreeFile, HclBody> bodies, Sink sink) {
    Optional<HclBlock> terraform = body.block("terraform");
    boolean includes = body.block("include").isPresent();
    HclValue origin = terraform.map(block -> block.body().value("source")).orElse(null);
    if (origin == null && !includes) {
      return;
    }
    String directory = file.directory();
    Source source = terraform.map(HclBlock::source).orElse(file.source());
    sink.add(new IacRoot(source, "terragrunt", directory));
    if (origin != null) {
      module(directory, origin, sink);
    }
    Optional<HclBlock> state = body.block("remote_state");
    (state.isPresent() || !includes ? state : above(directory, tree, bodies))
        .ifPresent(block -> backend(directory, block.body(), block.source(), sink));
  }

  /// The directories of this repository that a unit may apply: its source may choose between
  /// several.
  static Stream<String> applied(TreeFile file, HclBody body) {
    return body.block("terraform").stream()
        .flatMap(terraform -> Stream.ofNullable(terraform.body().value("source")))
        .flatMap(HclValue::all)
        .flatMap(value -> Stream.ofNullable(text(value)))
        .flatMap(source -> local(source.replace("//", "/"), file.directory()).stream());
  }

  private static Optional<String> local(String source, String directory) {
    if (source.startsWith(ROOT)) {
      return Tree.resolve(".", source.substring(ROOT.length()));
    }
    String relative = source.startsWith(HERE) ? source.substring(HERE.length()) : source;
    return Configuration.isLocal(relative) ? Tree.resolve(directory, relative) : Optional.empty();
  }

  private static @Nullable String text(@Nullable HclValue value) {
    return switch (value) {
      case HclValue.Literal literal -> literal.text();
      case HclValue.Template template -> template.text();
      case null, default -> null;
    };
  }

  private static void module(String directory, HclValue origin, Sink sink) {
    String text = text(origin);
    if (text != null) {
      boolean local = Configuration.isLocal(text) || text.startsWith("${get_");
      String version = Directories.version(text, null);
      sink.add(new IacModule(origin.source(), directory, "terragrunt", text, version, local));
    }
  }

  /// The nearest `remote_state` in a directory above.
  private static Optional<HclBlock> above(
      String directory, Tree tree, Map<TreeFile, HclBody> bodies) {
    Optional<String> parent =
        directory.equals(".") ? Optional.empty() : Tree.resolve(directory, "..");
    while (parent.isPresent()) {
      for (String name : PARENTS) {
        Optional<HclBlock> found =
            tree.file(Configuration.child(parent.get(), name))
                .flatMap(file -> Optional.ofNullable(bodies.get(file)))
                .flatMap(body -> body.block("remote_state"));
        if (found.isPresent()) {
          return found;
        }
      }
      parent = parent.get().equals(".") ? Optional.empty() : Tree.resolve(parent.get(), "..");
    }
    return Optional.empty();
  }

  private static void backend(String directory, HclBody state, Source source, Sink sink) {
    String type = state.literal("backend");
    if (type != null) {
      sink.add(Backends.of(source, directory, type, settings(state.value("config")), List.of()));
    }
  }

  private static List<HclAttribute> settings(@Nullable HclValue config) {
    return config instanceof HclValue.Mapping mapping ? mapping.entries() : List.of();
  }
}
