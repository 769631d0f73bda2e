package dev.sluice.flow.context.services;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Deployable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the declared services cover: what bears their name, keeps their data, or lies in their
/// directory.
///
/// @param base directory of the delivery; the paths of services are relative to it
record Scope(String base, List<Context.Service> services, List<Deployable> deployables) {

  boolean covers(Deployable deployable) {
    return services.stream().anyMatch(service -> covers(service, deployable));
  }

  private boolean covers(Context.Service service, Deployable deployable) {
    return called(service, deployable) || inDirectory(service, deployable);
  }

  /// `storefront` covers what is called so and, among workloads, `storefront-canary`; a store that
  /// it keeps its data in is covered too.
  private static boolean called(Context.Service service, Deployable deployable) {
    String name = deployable.name().toLowerCase(Locale.ROOT);
    String own = service.name().toLowerCase(Locale.ROOT);
    boolean built =
        deployable.via().equals("Dockerfile") || deployable.via().equals("compose service");
    return name.equals(own)
        || (!built && name.startsWith(own + "-"))
        || own.equals(imageOf(deployable))
        || service.data().stream().map(d -> d.toLowerCase(Locale.ROOT)).anyMatch(name::startsWith);
  }

  /// Whether a workload that no service covers is the team's own all the same: its image is
  /// published beside that of one which is covered. All others may be somebody else's.
  boolean isOwn(Deployable deployable) {
    String image = deployable.image();
    return !isWorkload(deployable)
        || (image != null
            && image.contains("/")
            && deployables.stream()
                .filter(this::covers)
                .anyMatch(covered -> beside(image, covered.image())));
  }

  private static boolean beside(String image, @Nullable String other) {
    String registry = image.substring(0, image.lastIndexOf('/') + 1);
    return other != null
        && !other.equals(image)
        && other.startsWith(registry)
        && other.indexOf('/', registry.length()) < 0;
  }

  private static boolean isWorkload(Deployable deployable) {
    return deployable.via().equals("workload");
  }

  private static String imageOf(Deployable deployable) {
    String image = deployable.image();
    return image == null
        ? ""
        : image.substring(image.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /// A directory covers all below it. The root does so only when nothing at the root itself is the
  /// service: beside a Dockerfile at the root, one in a directory builds something else.
  private boolean inDirectory(Context.Service service, Deployable deployable) {
    String path = service.path();
    if (path == null) {
      return false;
    }
    String directory = joined(path);
    if (directory.equals(deployable.path())) {
      return true;
    }
    return path(base).equals(directory)
        ? deployables.stream().noneMatch(d -> isAt(service, directory, d))
        : deployable.path().startsWith(directory + "/");
  }

  private static boolean isAt(Context.Service service, String directory, Deployable deployable) {
    boolean called = deployable.name().equalsIgnoreCase(service.name());
    return !isWorkload(deployable) && (deployable.path().equals(directory) || called);
  }

  private String joined(String path) {
    String own = path(path);
    return path(base).equals(".") ? own : own.equals(".") ? path(base) : path(base) + "/" + own;
  }

  /// `./services/api/` as `services/api`.
  private static String path(String written) {
    String path = written.startsWith("./") ? written.substring(2) : written;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return path.isEmpty() ? "." : path;
  }
}
