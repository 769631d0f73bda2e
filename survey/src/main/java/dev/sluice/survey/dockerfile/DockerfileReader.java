package dev.sluice.survey.dockerfile;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads Dockerfiles: the images that builds start from, what comes out, and what can be built
/// here.
@AutoService(Reader.class)
public final class DockerfileReader implements Reader {
  private static final List<String> NAMES = List.of("dockerfile", "containerfile");

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(f -> isName(f.fileName().toLowerCase(Locale.ROOT))).toList();
    if (files.isEmpty()) {
      return;
    }
    Set<String> directories = new HashSet<>();
    tree.files().forEach(f -> directories.addAll(Environments.segments(f.directory())));
    String repository = String.valueOf(tree.root().toAbsolutePath().normalize().getFileName());
    sink.each(
        files,
        Set.of(BaseImage.class, ContainerBuild.class),
        file -> one(file, repository, directories, sink));
  }

  private static void one(TreeFile file, String repository, Set<String> directories, Sink sink) {
    Optional<Build> build = Build.of(file.path(), Instructions.of(file.path(), file.text()));
    if (build.isEmpty()) {
      return;
    }
    if (Environments.segments(file.directory()).contains(".devcontainer")) {
      sink.add(new LeftOut(file.source(), "a development container, which isn't delivered"));
      return;
    }
    build.get().images().forEach(sink::add);
    sink.add(build.get().result());
    Built.of(file, repository, directories)
        .ifPresent(built ->
            sink.add(
                new Deployable(
                    build.get().result().source(), built.name(), built.path(), "Dockerfile")));
  }

  private static boolean isName(String name) {
    return !name.endsWith(".dockerignore")
        && NAMES.stream()
            .anyMatch(n ->
                name.equals(n)
                    || name.endsWith("." + n)
                    || name.startsWith(n + ".")
                    || name.startsWith(n + "-")
                    || name.startsWith(n + "_"));
  }
}
