package dev.sluice.drivers.process;

import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Directory of a target: nobody else may look into it. Files are replaced as a whole, and are on
/// the disk before anybody relies on them.
final class Place {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path directory;

  private Place(Path directory) {
    this.directory = directory;
  }

  /// The place of a service in an environment, made when it isn't there.
  ///
  /// @param root directory of the `delivery.yaml`
  /// @throws PortException when it can't be made, or others may look into it
  static Place of(Path root, String environment, String service) throws PortException {
    if (!NAME.matcher(environment).matches() || !NAME.matcher(service).matches()) {
      throw PortException.terminal(
          "expected names of letters, digits, dots and hyphens, but found "
              + environment
              + " and "
              + service);
    }
    Path base = root.toAbsolutePath().normalize();
    return open(base.resolve(".sluice/targets").resolve(environment + "-" + service));
  }

  static Place open(Path directory) throws PortException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OURS));
      }
      Path real = directory.toRealPath();
      if (!Files.getPosixFilePermissions(real).equals(OURS) || !Files.isWritable(real)) {
        throw PortException.terminal(
            real + " may be entered by others: take their rights away (chmod 700)");
      }
      return new Place(real);
    } catch (IOException | UnsupportedOperationException e) {
      throw PortException.terminal("the directory of the target cannot be used: " + e, e);
    }
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /// Reads a file, or null when it isn't there.
  ///
  /// @throws IOException when it can't be read, or is something else
  <T> @Nullable T read(String name, Class<T> type) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be understood", e);
    }
  }

  /// Replaces a file: after a crash, it is the old one or the new one.
  void write(String name, Object value) throws IOException {
    Path next = file(name + ".next");
    Files.deleteIfExists(next);
    Files.createFile(next, PosixFilePermissions.asFileAttribute(FILE));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(value));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        next, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /// A new token for those who may give orders.
  String token() throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    write("token", token);
    return token;
  }

  /// The end of a text file, for people.
  String tail(String name) {
    try {
      String text = Files.readString(file(name), StandardCharsets.UTF_8).strip();
      return text.substring(text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      return "";
    }
  }
}
