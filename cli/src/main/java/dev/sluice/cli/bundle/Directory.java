package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.document.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The directory that bundles are written to. What is no bundle is never touched.
///
/// @param path absolute path
record Directory(Path path) {
  private static final int HEAD = 200;

  /// The directory that was given.
  ///
  /// @throws ParameterException when there is none, or something else than a bundle lies there
  static Directory of(CommandSpec spec, ParseResult given) throws IOException {
    String text = given.matchedOptionValue("-o", (String) null);
    if (text == null) {
      throw new ParameterException(
          spec.commandLine(), "expected a directory to write to, such as -o delivery-bundle");
    }
    Path path = Path.of(text).toAbsolutePath().normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new ParameterException(spec.commandLine(), "-o " + text + " is not a directory");
    }
    if (!isFree(path) && !holdsBundles(path)) {
      throw new ParameterException(
          spec.commandLine(),
          "-o " + text + " holds files that are no bundle; choose an empty or a new directory");
    }
    return new Directory(path);
  }

  /// Where each bundle goes: one of several into a directory of its own name.
  List<Path> places(List<Bundle> bundles, boolean several) {
    if (!several) {
      return List.of(path);
    }
    List<Path> places = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Bundle bundle : bundles) {
      String name = bundle.document().name().replaceAll("[^A-Za-z0-9_-]", "-");
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      places.add(path.resolve(free));
    }
    return places;
  }

  /// Writes the files of one bundle, and removes those of the bundle that was there.
  ///
  /// @param files content by path
  void write(Path place, Map<String, String> files) throws IOException {
    Files.createDirectories(place);
    for (Path old : old(place)) {
      if (!files.containsKey(place.relativize(old).toString().replace('\\', '/'))) {
        Files.delete(old);
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(place, place.resolve(file.getKey()), file.getValue());
    }
  }

  /// The files that a bundle consists of. No link is followed.
  private static List<Path> old(Path place) throws IOException {
    List<Path> old = new ArrayList<>();
    for (String part : List.of("artifacts", "figures")) {
      Path directory = place.resolve(part);
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> walk = Files.walk(directory)) {
          walk.filter(Files::isRegularFile).forEach(old::add);
        }
      }
    }
    return old;
  }

  private static void write(Path place, Path file, String text) throws IOException {
    for (Path up = file; up != null && !up.equals(place); up = up.getParent()) {
      if (Files.isSymbolicLink(up)) {
        throw new IOException(up + " is a link; a bundle is written through none");
      }
    }
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".sluice-tmp");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isFree(Path path) throws IOException {
    if (!Files.exists(path)) {
      return true;
    }
    try (Stream<Path> list = Files.list(path)) {
      return list.findFirst().isEmpty();
    }
  }

  /// Whether a directory is a bundle, or holds nothing but bundles.
  private static boolean holdsBundles(Path path) throws IOException {
    if (isBundle(path)) {
      return true;
    }
    try (Stream<Path> list = Files.list(path)) {
      for (Path child : list.toList()) {
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) || !isBundle(child)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isBundle(Path directory) throws IOException {
    Path json = directory.resolve("bundle.json");
    if (!Files.isRegularFile(json, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var in = Files.newInputStream(json)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.contains('"' + JsonDocument.SCHEMA + '"');
    }
  }
}
