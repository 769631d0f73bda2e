package dev.sluice.survey.tree;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A regular file inside the surveyed root. Content and parsed YAML are read at most once and
/// shared by all readers. Safe for use by many threads.
public final class TreeFile implements Comparable<TreeFile> {
  /// Larger files are not read: nobody writes them by hand.
  public static final long MAX_BYTES = 8L * 1024 * 1024;

  private final Path path;
  private final String name;
  private final long size;
  private final boolean link;
  private byte @Nullable [] bytes;
  private @Nullable YamlFile yaml;
  private @Nullable String text;
  private @Nullable Lines lines;

  TreeFile(Path path, String name, long size, boolean link) {
    this.path = path;
    this.name = name;
    this.size = size;
    this.link = link;
  }

  /// Path relative to the root, with `/`.
  public String path() {
    return name;
  }

  /// Last segment of the path.
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// Directory relative to the root, with `/`; `.` for the root itself.
  public String directory() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "." : name.substring(0, slash);
  }

  /// Size in bytes when it was found.
  public long size() {
    return size;
  }

  /// Whether this is a symbolic link: its content stands in the tree under another name too.
  public boolean isLink() {
    return link;
  }

  /// The file as a whole.
  public Source source() {
    return Source.of(name);
  }

  /// The content.
  ///
  /// @throws UncheckedIOException when it cannot be read, or is larger than [#MAX_BYTES]
  public synchronized byte[] bytes() {
    if (bytes == null) {
      bytes = read();
    }
    return bytes;
  }

  /// The content, not kept for others: for a reader that looks at every file once.
  ///
  /// @throws UncheckedIOException when it cannot be read, or is larger than [#MAX_BYTES]
  public byte[] passingBytes() {
    synchronized (this) {
      if (bytes != null) {
        return bytes;
      }
    }
    return read();
  }

  private byte[] read() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = size > MAX_BYTES ? null : in.readNBytes((int) MAX_BYTES + 1);
      if (content == null || content.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES / 1024 / 1024 + " MB");
      }
      return content;
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(new IOException("permission denied", e));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(new IOException("gone since it was found", e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The content as UTF-8; invalid bytes become U+FFFD.
  public synchronized String text() {
    if (text == null) {
      text = new String(bytes(), StandardCharsets.UTF_8);
    }
    return text;
  }

  /// The lines of [#text].
  public synchronized Lines lines() {
    if (lines == null) {
      lines = new Lines(text());
    }
    return lines;
  }

  /// The content as YAML or JSON, parsed once.
  public synchronized YamlFile yaml() {
    if (yaml == null) {
      yaml = YamlReader.read(name, bytes());
    }
    return yaml;
  }

  /// Whether the name ends like YAML.
  public boolean looksLikeYaml() {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  @Override
  public int compareTo(TreeFile other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeFile file && file.path.equals(path) && file.name.equals(name);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
