package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.jspecify.annotations.Nullable;

/// Where a route sends the requests of a release.
///
/// @param service name of a Service
/// @param port its port
record Backend(String service, int port) {
  /// The Service of a Deployment that carries the mark of a release. That of one made by sluice has
  /// its name; that of one that was there before is written on it.
  ///
  /// @param made the port of Services made by sluice
  static Backend of(Deployment deployment, int made) throws PortException {
    @Nullable String written = Mark.annotation(deployment, Mark.SERVICE);
    if (written == null) {
      return new Backend(deployment.getMetadata().getName(), made);
    }
    int colon = written.indexOf(':');
    try {
      return new Backend(
          written.substring(0, colon), Integer.parseInt(written.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw PortException.terminal(
          Mark.named(deployment)
              + (": annotation " + Mark.SERVICE + " is to be service:port, but is " + written),
          e);
    }
  }

  @Override
  public String toString() {
    return service + ":" + port;
  }
}
