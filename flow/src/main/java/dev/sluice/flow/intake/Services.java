package dev.sluice.flow.intake;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Exposed;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the services: each once, under the one name of its recipe, its chart and its workloads.
/// Where something is built here, what others build, a database say, is no service of this delivery
/// though it runs beside it.
final class Services {
  private static final List<String> NEAREST_FIRST =
      List.of("Dockerfile", "chart", "compose service", "workload");

  private final Known known;
  private final List<Service> services = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  private Services(Known known) {
    this.known = known;
  }

  /// A service in scope.
  record Service(String name, String path, Source source) {}

  /// Every service, by path: those of the file or, without any, those that were seen.
  static List<Service> of(Known known) {
    Context context = known.delivery().context();
    if (context != null && !context.services().isEmpty()) {
      return context.services().stream()
          .map(s -> new Service(s.name(), s.path() == null ? "." : s.path(), s.at().source()))
          .toList();
    }
    return new Services(known).found();
  }

  /// The service that a release is judged by: one that the outside reaches, else the first that is
  /// built here.
  static Service main(Known known) {
    List<Service> all = of(known);
    List<String> reached = known.facts(Exposed.class).stream().map(Exposed::name).toList();
    return all.stream()
        .filter(s -> reached.stream().anyMatch(name -> same(name, s.name())))
        .findFirst()
        .orElse(all.getFirst());
  }

  private List<Service> found() {
    List<Deployable> deployables =
        known.facts(Deployable.class).stream()
            .sorted(
                Comparator.comparingInt((Deployable d) -> nearness(d))
                    .thenComparingInt(d -> d.path().split("/", -1).length)
                    .thenComparing(Deployable::path)
                    .thenComparing(Deployable::name))
            .toList();
    deployables.stream().filter(d -> !isWorkload(d)).forEach(this::add);
    modules();
    boolean builds = !services.isEmpty();
    deployables.stream()
        .filter(d -> isWorkload(d) && (!builds || isOwn(d)))
        .forEach(this::workload);
    if (services.isEmpty()) {
      services.add(new Service(known.name(), ".", whole()));
    }
    return services.stream().sorted(Comparator.comparing(Service::path)).toList();
  }

  private void add(Deployable deployable) {
    if (!paths.contains(deployable.path()) && !isNamed(deployable.name())) {
      services.add(new Service(deployable.name(), deployable.path(), deployable.source()));
      paths.add(deployable.path());
    }
  }

  /// Modules without a recipe of their own whose images are deployed: a build tool makes them.
  private void modules() {
    for (Deployment deployment : known.facts(Deployment.class)) {
      String name = deployment.image().shortName();
      String path = module(name).orElse(null);
      if (deployment.unresolved() == null && path != null && !paths.contains(path)) {
        if (!isNamed(name)) {
          services.add(new Service(name, path, deployment.source()));
        }
        paths.add(path);
      }
    }
  }

  /// A workload is one service more, unless one that is built here has the name of it or of its
  /// image. The only recipe builds the only image of ours that runs, whatever they are called.
  private void workload(Deployable workload) {
    String name = workload.name().toLowerCase(Locale.ROOT);
    boolean covered =
        services.stream()
            .map(s -> s.name().toLowerCase(Locale.ROOT))
            .anyMatch(own -> name.equals(own) || name.startsWith(own + "-") || runs(own, workload));
    if (covered) {
      return;
    }
    Service only = services.size() == 1 ? services.getFirst() : null;
    if (only != null && only.path().equals(".") && sameImage()) {
      services.set(0, new Service(workload.name(), ".", only.source()));
      return;
    }
    services.add(new Service(workload.name(), workload.path(), workload.source()));
  }

  /// Whether all own workloads run one image.
  private boolean sameImage() {
    return known.facts(Deployable.class).stream()
            .filter(d -> isWorkload(d) && isOwn(d))
            .map(Deployable::image)
            .distinct()
            .count()
        == 1;
  }

  private static boolean runs(String own, Deployable workload) {
    String image = workload.image();
    return image != null && same(shortName(image), own);
  }

  /// Whether a workload runs an image of this repository: one that is called like something that is
  /// built here, or like the workload itself and published by the repository's owner, or that is
  /// not published at all.
  private boolean isOwn(Deployable workload) {
    String image = workload.image();
    if (image == null) {
      return true;
    }
    String name = shortName(image);
    boolean built =
        services.stream().anyMatch(s -> same(s.name(), name) || same(s.name(), workload.name()));
    return built || module(name).isPresent() || owner().filter(o -> in(image, o)).isPresent();
  }

  private static boolean in(String image, String owner) {
    return List.of(image.toLowerCase(Locale.ROOT).split("/", -1)).contains(owner);
  }

  /// Who the repository belongs to at its host.
  private Optional<String> owner() {
    return known.facts(Repository.class).stream()
        .map(Repository::origin)
        .filter(origin -> origin != null && origin.split("/", -1).length > 2)
        .map(origin -> String.valueOf(origin).split("/", -1)[1].toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /// The directory of a module below the root that is called like an image.
  private Optional<String> module(String name) {
    return known.facts(PackageManifest.class).stream()
        .map(PackageManifest::directory)
        .filter(d -> !d.equals(".") && same(d.substring(d.lastIndexOf('/') + 1), name))
        .min(Comparator.comparingInt(String::length).thenComparing(d -> d));
  }

  private boolean isNamed(String name) {
    return services.stream().anyMatch(s -> same(s.name(), name));
  }

  /// `balance-reader` is `balancereader`.
  private static boolean same(String one, @Nullable String other) {
    return other != null && bare(one).equals(bare(other));
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }

  private static String shortName(String image) {
    return Image.parse(image).shortName();
  }

  private static boolean isWorkload(Deployable deployable) {
    return deployable.via().equals("workload");
  }

  private static int nearness(Deployable deployable) {
    int rank = NEAREST_FIRST.indexOf(deployable.via());
    return rank < 0 ? NEAREST_FIRST.size() : rank;
  }

  private Source whole() {
    return known.facts(Repository.class).stream()
        .map(Repository::source)
        .findFirst()
        .orElse(Source.of("."));
  }
}
