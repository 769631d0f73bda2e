package dev.sluice.cli.bundle;

import dev.sluice.bundle.document.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The directory that bundles are written to. What is no bundle is never touched.
final class Directory {
  private static final int HEAD = 200;

  private Directory() {}

  /// The absolute path of the directory that was given.
  ///
  /// @throws ParameterException when there is none, or something else than a bundle lies there
  static Path of(CommandSpec spec, ParseResult given) throws IOException {
    String text = given.matchedOptionValue("-o", (String) null);
    if (text == null) {
      throw new ParameterException(
          spec.commandLine(), "expected a directory to write to, such as -o delivery-bundle");
    }
    Path path = Path.of(text).toAbsolutePath().normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new ParameterException(spec.commandLine(), "-o " + text + " is not a directory");
    }
    if (!isFree(path)) {
      throw new ParameterException(
          spec.commandLine(),
          "-o " + text + " holds files that are no bundle; choose an empty or a new directory");
    }
    return path;
  }

  /// The directory of each delivery inside this one: that of the only one is this one itself.
  static Map<String, String> folders(List<String> names) {
    if (names.size() == 1) {
      return Map.of(names.getFirst(), "");
    }
    Map<String, String> folders = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String plain = name.replaceAll("[^A-Za-z0-9_-]", "-");
      String folder = plain;
      for (int i = 2; !taken.add(folder.toLowerCase(Locale.ROOT)); i++) {
        folder = plain + "-" + i;
      }
      folders.put(name, folder);
    }
    return folders;
  }

  /// Whether a directory is not there, is a bundle, or holds nothing but bundles.
  private static boolean isFree(Path path) throws IOException {
    if (!Files.exists(path) || isBundle(path)) {
      return true;
    }
    List<Path> bundles = bundles(path);
    try (Stream<Path> list = Files.list(path)) {
      return list.allMatch(child -> isTemporary(child) || bundles.contains(child));
    }
  }

  /// The bundles in a directory: itself, and those directly in it.
  static List<Path> bundles(Path path) throws IOException {
    List<Path> bundles = new ArrayList<>();
    if (isBundle(path)) {
      bundles.add(path);
    }
    try (Stream<Path> list = Files.list(path)) {
      for (Path child : list.sorted().toList()) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && isBundle(child)) {
          bundles.add(child);
        }
      }
    }
    return bundles;
  }

  /// Whether nothing is in a directory.
  static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> list = Files.list(path)) {
      return list.findFirst().isEmpty();
    }
  }

  private static boolean isTemporary(Path path) {
    return path.endsWith(Renewal.TEMPORARY);
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
