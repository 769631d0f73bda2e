package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.jspecify.annotations.Nullable;

/// What there is of a release.
///
/// @param deployment its instances, or null when nothing was made for it yet
/// @param backend where the route sends its requests
/// @param unmarked whether the Deployment is the template, which still has to be taken over
record Unit(Release release, @Nullable Deployment deployment, Backend backend, boolean unmarked) {
  /// @throws PortException when it runs something else, or the first stable release is not what
  ///   runs
  static Unit of(Api api, World world, Pair pair, Side side)
      throws PortException, InterruptedException {
    Release release = pair.of(side);
    Deployment marked = world.marked(release);
    if (marked != null) {
      int port = world.blueprint().settings().port();
      return new Unit(release, marked, Backend.of(marked, port), false);
    }
    if (side == Side.STABLE && Adoption.fits(world, release)) {
      return new Unit(release, world.template(), Adoption.of(api, world).backend(), true);
    }
    if (side == Side.STABLE && !world.isSteered()) {
      throw Adoption.unfit(world, release);
    }
    return new Unit(release, null, world.blueprint().backend(release), false);
  }

  /// Whether a Deployment is that of this release.
  boolean is(Deployment other) {
    Deployment own = deployment;
    return own != null && own.getMetadata().getName().equals(other.getMetadata().getName());
  }
}
