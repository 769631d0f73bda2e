package dev.sluice.cli.launch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Copies the runtime jars of a build, and mends on the way what an AOT cache does not take: jars
/// with signatures, and classes older than Java 6.
public final class Jars {
  private static final String NAME = "cli.jar";

  private Jars() {}

  /// Takes the directory of the built jar, and the directory to fill.
  public static void main(String[] args) throws IOException {
    copy(Path.of(args[0]), Path.of(args[1]));
  }

  /// Copies `cli.jar` and all that its manifest names.
  ///
  /// @throws IOException when a jar is not there or cannot be read or written
  static void copy(Path from, Path to) throws IOException {
    for (String name : runtime(from.resolve(NAME))) {
      Path target = to.resolve(name);
      Files.createDirectories(target.toAbsolutePath().getParent());
      copyJar(from.resolve(name), target);
    }
  }

  private static List<String> runtime(Path jar) throws IOException {
    List<String> names = new ArrayList<>(List.of(NAME));
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String path =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (path != null) {
        names.addAll(List.of(path.split(" ")));
      }
    }
    return names;
  }

  private static void copyJar(Path from, Path to) throws IOException {
    try (ZipInputStream in =
            new ZipInputStream(new BufferedInputStream(Files.newInputStream(from)));
        ZipOutputStream out =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!isSignature(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(content(entry.getName(), in.readAllBytes()));
        }
      }
    }
  }

  private static byte[] content(String name, byte[] bytes) throws IOException {
    if (name.equals(JarFile.MANIFEST_NAME)) {
      return Unsigned.manifest(bytes);
    }
    return name.endsWith(".class") ? OldClass.modern(bytes) : bytes;
  }

  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/")
        && name.indexOf('/', "META-INF/".length()) < 0
        && (name.endsWith(".SF")
            || name.endsWith(".RSA")
            || name.endsWith(".DSA")
            || name.endsWith(".EC"));
  }
}
