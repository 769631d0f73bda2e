package dev.sluice.cli.bundle.verify;

import dev.sluice.bundle.manifest.Finding;
import dev.sluice.bundle.manifest.Manifest;
import dev.sluice.bundle.manifest.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files below a directory with their digests. No link is followed, nothing but a regular file
/// is opened.
///
/// @param digests SHA-256 of every file except the manifest, by path with `/`
/// @param findings what is there and can be in no bundle
record Contents(SortedMap<String, String> digests, List<Finding> findings) {
  /// Reads a directory.
  static Contents of(Path directory) throws IOException {
    Visitor visitor = new Visitor(directory);
    Files.walkFileTree(directory, visitor);
    return new Contents(visitor.digests, visitor.findings);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final SortedMap<String, String> digests = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final byte[] buffer = new byte[1 << 16];

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file);
      if (attributes.isSymbolicLink()) {
        findings.add(new Finding(name, "is a symbolic link, and no bundle has any"));
      } else if (!attributes.isRegularFile()) {
        findings.add(new Finding(name, "is not a regular file"));
      } else if (!name.equals(Manifest.NAME)) {
        try {
          digests.put(name, sha256(file));
        } catch (IOException e) {
          findings.add(new Finding(name, "cannot be read"));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      findings.add(new Finding(name(file), "cannot be opened"));
      return FileVisitResult.CONTINUE;
    }

    private String name(Path file) {
      return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private String sha256(Path file) throws IOException {
      MessageDigest digest = Subject.digest();
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
