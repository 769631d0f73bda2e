package dev.sluice.drivers.process;

import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the file of a release's artifact, and believes it only when its hash is right.
final class Artifacts {
  private Artifacts() {}

  /// The digest that instances are started from: of the artifact that is named like the service, or
  /// of the only one.
  ///
  /// @throws PortException when there are several and none is named so
  static Digest digest(Release release) throws PortException {
    Digest named = release.artifacts().get(release.service());
    if (named != null) {
      return named;
    }
    if (release.artifacts().size() == 1) {
      return release.artifacts().values().iterator().next();
    }
    throw PortException.terminal(
        "expected an artifact "
            + release.service()
            + " to start, but found "
            + String.join(", ", release.artifacts().keySet()));
  }

  /// Its file.
  ///
  /// @param directory where artifacts are
  /// @throws PortException when it isn't there, or is another one
  static Path verified(@Nullable String directory, Digest digest) throws PortException {
    if (directory == null) {
      throw PortException.terminal(
          "the command asks for {{artifact}}, but no directory of artifacts is declared");
    }
    Path file = Path.of(directory).resolve(digest.value().replace(':', '-'));
    if (!Files.isRegularFile(file)) {
      throw PortException.terminal("expected the artifact " + file + ", but it is not there");
    }
    String found = hash(file, digest);
    if (!digest.value().equals(found)) {
      throw PortException.terminal(
          "expected " + file + " to have the digest " + digest + ", but it has " + found);
    }
    return file;
  }

  private static String hash(Path file, Digest digest) throws PortException {
    String algorithm = digest.value().substring(0, digest.value().indexOf(':'));
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest hash =
          MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-"));
      byte[] chunk = new byte[64 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        hash.update(chunk, 0, n);
      }
      return algorithm + ":" + HexFormat.of().formatHex(hash.digest());
    } catch (IOException e) {
      throw PortException.passing("the artifact " + file + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
    }
  }
}
