package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The image of a release, and the container that runs it.
///
/// @param image without tag and digest
/// @param container its name, or null for the first
public record Image(String image, @Nullable String container) {
  /// The image of a release: always by digest. Of several artifacts it is the one that is named
  /// like the last part of the image, or like the service.
  ///
  /// @throws PortException when no artifact is named so
  public String of(Release release) throws PortException {
    return image + "@" + digest(release);
  }

  private Digest digest(Release release) throws PortException {
    Map<String, Digest> artifacts = release.artifacts();
    if (artifacts.size() == 1) {
      return artifacts.values().iterator().next();
    }
    Digest named = artifacts.get(image.substring(image.lastIndexOf('/') + 1));
    Digest found = named == null ? artifacts.get(release.service()) : named;
    if (found == null) {
      Set<String> names = artifacts.keySet();
      throw PortException.terminal(
          "none of the artifacts " + names + " is named like the image " + image);
    }
    return found;
  }

  /// The container among those of a pod.
  ///
  /// @param owner whose pod it is, for messages
  public Container in(List<Container> containers, String owner) throws PortException {
    for (Container c : containers) {
      if (container == null || container.equals(c.getName())) {
        return c;
      }
    }
    throw PortException.terminal(owner + " has no container " + container);
  }

  /// Whether an image is that of a release: the digest says so, whatever tag stands before it and
  /// whichever registry it was taken from.
  public boolean isOf(Release release, String other) throws PortException {
    return other.endsWith("@" + digest(release));
  }
}
