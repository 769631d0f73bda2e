package dev.sluice.cli.bundle.apply;

import dev.sluice.bundle.manifest.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Keeps every write inside one directory, away from git's own files, and off symbolic links.
///
/// @param root a real path
record Guard(Path root) {
  /// More is not read into memory.
  private static final int MAX_BYTES = 16 << 20;

  /// The file that a path names.
  Path resolve(String path) {
    return root.resolve(path);
  }

  /// Why a file may not be written at a path with `/`; null when it may.
  @Nullable String why(String path) throws IOException {
    String why = Names.why(path);
    if (why != null) {
      return "its name " + why;
    }
    Path relative;
    try {
      relative = Path.of(path);
    } catch (InvalidPathException e) {
      return "its name cannot be written on this system";
    }
    for (Path part : relative) {
      if (part.toString().equalsIgnoreCase(".git")) {
        return "it is git's own";
      }
    }
    Path place = root;
    for (Path part : relative) {
      place = place.resolve(part);
      if (Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      BasicFileAttributes attributes =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean last = place.equals(root.resolve(relative));
      if (attributes.isSymbolicLink()) {
        return root.relativize(place) + " is a symbolic link, and none is followed";
      }
      if (last && !attributes.isRegularFile()) {
        return "it is " + (attributes.isDirectory() ? "a directory" : "not a regular file");
      }
      if (last && attributes.size() > MAX_BYTES) {
        return "it is larger than " + MAX_BYTES + " bytes";
      }
      if (!last && !attributes.isDirectory()) {
        return root.relativize(place) + " is a file where a directory is needed";
      }
    }
    return null;
  }

  /// Why the directory that a file would be written to is closed to us; null when it is open.
  @Nullable String closed(String path) {
    Path place = resolve(path).getParent();
    while (place != null && place.startsWith(root) && Files.notExists(place)) {
      place = place.getParent();
    }
    if (place == null || Files.isWritable(place)) {
      return null;
    }
    String name = root.relativize(place).toString();
    return "directory " + (name.isEmpty() ? root.toString() : name) + " may not be written to";
  }

  /// What stands at a path; null when nothing does.
  @Nullable Content read(String path) throws IOException {
    Path file = resolve(path);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Content.of(in.readNBytes(MAX_BYTES + 1));
    }
  }
}
