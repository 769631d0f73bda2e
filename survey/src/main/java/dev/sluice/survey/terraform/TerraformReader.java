package dev.sluice.survey.terraform;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacModule;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.IacWorkspace;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclException;
import dev.sluice.survey.hcl.HclJson;
import dev.sluice.survey.hcl.HclParser;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads the Terraform and Terragrunt files of a repository.
@AutoService(Reader.class)
public final class TerraformReader implements Reader {
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(
          IacRoot.class,
          IacBackend.class,
          IacResource.class,
          IacModule.class,
          IacProvider.class,
          IacWorkspace.class,
          BranchProtection.class,
          Approval.class);

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(TerraformReader::isConfiguration).toList();
    if (files.isEmpty()) {
      return;
    }
    Map<TreeFile, HclBody> bodies = new ConcurrentHashMap<>();
    sink.each(files, HIDES, file -> parse(file, bodies, sink));
    Configuration configuration = Configuration.of(tree, bodies);
    configuration.directories().forEach(directory -> facts(directory, configuration, sink));
    Terragrunt.read(tree, bodies, sink);
    Workspaces.read(configuration, sink);
    GitHubAsCode.read(configuration, sink);
  }

  private static void facts(Directory directory, Configuration configuration, Sink sink) {
    Directories.read(directory, configuration, sink);
    Providers.read(directory, configuration, sink);
    Backends.read(directory, configuration, sink);
    Images.read(directory, configuration, sink);
  }

  private static boolean isConfiguration(TreeFile file) {
    String name = file.fileName();
    return name.endsWith(".tf")
        || name.endsWith(".tofu")
        || isJson(file)
        || Variables.isFile(name)
        || name.equals(".terraform.lock.hcl")
        || Terragrunt.isTerragrunt(file);
  }

  private static void parse(TreeFile file, Map<TreeFile, HclBody> into, Sink sink) {
    try {
      into.put(file, body(file));
    } catch (HclException e) {
      sink.unreadable(e.source(), e.why(), hides(file));
    }
  }

  private static HclBody body(TreeFile file) {
    if (isJson(file)) {
      return HclJson.read(file);
    }
    return file.fileName().endsWith(".json") ? HclJson.values(file) : HclParser.read(file);
  }

  private static boolean isJson(TreeFile file) {
    return file.fileName().endsWith(".tf.json") || file.fileName().endsWith(".tofu.json");
  }

  /// Values of variables matter little; what else stands in a file depends on its kind.
  private static Set<Class<? extends Fact>> hides(TreeFile file) {
    return switch (file.fileName()) {
      case String name when Variables.isFile(name) -> Set.of();
      case ".terraform.lock.hcl" -> Set.of(IacProvider.class);
      case "terragrunt.hcl", "root.hcl" -> Set.of(IacRoot.class, IacBackend.class, IacModule.class);
      default -> HIDES;
    };
  }
}
