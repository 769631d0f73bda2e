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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

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
    Map<TreeFile, Build> builds = new ConcurrentSkipListMap<>();
    sink.each(
        files,
        Set.of(BaseImage.class, ContainerBuild.class),
        file ->
            Build.of(file.path(), Instructions.of(file.path(), file.text()))
                .ifPresent(build -> builds.put(file, build)));
    Map<String, String> stages = new HashMap<>();
    builds.forEach((file, build) -> build.stages().forEach(s -> stages.put(s, file.path())));
    Set<String> plain = new HashSet<>();
    builds.keySet().stream()
        .filter(file -> Built.isPlain(file.fileName()))
        .flatMap(file -> Built.of(file, repository, directories).stream())
        .forEach(built -> plain.add(built.path()));
    builds.forEach((file, build) -> {
      if (Environments.segments(file.directory()).contains(".devcontainer")) {
        sink.add(new LeftOut(file.source(), "a development container, which isn't delivered"));
        return;
      }
      build.images().forEach(image -> sink.add(known(image, stages)));
      sink.add(build.result());
      Built.of(file, repository, directories)
          .filter(built -> build.makesSomething() && !build.isForMany())
          .filter(built -> !build.onlyConfigures(built.name()))
          .filter(built -> !isSecond(file, built, plain))
          .ifPresent(built ->
              sink.add(
                  new Deployable(
                      build.result().source(), built.name(), built.path(), "Dockerfile")));
    });
  }

  /// Whether a recipe is a variant of a plain one, of its directory or of the whole repository.
  private static boolean isSecond(TreeFile file, Built built, Set<String> plain) {
    return Built.isVariant(file.fileName())
        && (plain.contains(built.path()) || plain.contains("."));
  }

  /// A bare name that is a stage of another file is what that file builds, and comes from no
  /// registry.
  private static BaseImage known(BaseImage base, Map<String, String> stages) {
    String stage = stages.get(base.image().name());
    boolean here = stage != null && !stage.equals(base.dockerfile());
    return here && base.image().tag() == null && base.image().digest() == null
        ? new BaseImage(
            base.source(), base.dockerfile(), base.image(), base.stage(), stage + " builds it")
        : base;
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
