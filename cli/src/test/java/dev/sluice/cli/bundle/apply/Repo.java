package dev.sluice.cli.bundle.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A directory to apply to, and what an apply said.
final class Repo {
  final Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Repo(Path root) {
    this.root = root;
  }

  Repo write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  int apply(Map<String, String> files) throws IOException {
    return apply(files, false);
  }

  int apply(Map<String, String> files, boolean dryRun) throws IOException {
    out.reset();
    err.reset();
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    return Apply.run(root, bytes, dryRun, terminal());
  }

  Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }

  /// Every file with its content and every link with its target, except sluice's own.
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = everything();
    files.keySet().removeIf(path -> path.startsWith(".sluice/"));
    return files;
  }

  /// Every file with its content and every link with its target.
  SortedMap<String, String> everything() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> files.put(root.relativize(path).toString(), content(path)));
    }
    return files;
  }

  private static String content(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? "-> " + Files.readSymbolicLink(path)
          : new String(Files.readAllBytes(path), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
