package dev.sluice.cli.bundle;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.manifest.Manifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Bundles that are being written, one after the other, to a temporary directory. It becomes the
/// wanted directory when all are there; until then nothing of that one changes, and when it does
/// not come to that, nothing is left behind.
///
/// The temporary directory lies beside a directory that is not there yet, so that one rename makes
/// it, and inside one that is: that may be a mount, and holds what others put there.
///
/// Used by one thread, and by that which ends the process.
final class Renewal implements AutoCloseable {
  /// What the name of the temporary directory ends with.
  static final String TEMPORARY = ".sluice-tmp";

  /// What a bundle consists of; what seals it comes last.
  private static final List<String> PARTS =
      List.of("artifacts", "figures", "bundle.md", "bundle.html", "bundle.json", Manifest.NAME);

  private final Path target;
  private final Path temporary;
  private final FileChannel lock;
  private final Thread atExit = new Thread(this::interrupted);
  private final SortedSet<String> folders = new TreeSet<>();
  private int old;
  private boolean over;

  private Renewal(Path target, Path temporary, FileChannel lock) {
    this.target = target;
    this.temporary = temporary;
    this.lock = lock;
  }

  /// Begins. What a killed process left behind is removed.
  ///
  /// @throws IOException when another process writes there
  static Renewal of(Path target) throws IOException {
    Path temporary =
        Files.exists(target)
            ? target.resolve(TEMPORARY)
            : target.resolveSibling("." + target.getFileName() + TEMPORARY);
    if (Files.isSymbolicLink(temporary)) {
      throw new IOException(temporary + " is a link; a bundle is written through none");
    }
    Files.createDirectories(temporary);
    Renewal renewal = new Renewal(target, temporary, lock(temporary));
    delete(renewal.fresh());
    delete(renewal.replaced());
    Runtime.getRuntime().addShutdownHook(renewal.atExit);
    return renewal;
  }

  private static FileChannel lock(Path temporary) throws IOException {
    FileChannel channel =
        FileChannel.open(
            temporary.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another thread of this process has it: the same as another process
    }
    channel.close();
    throw new IOException(temporary + " is in use: another sluice writes there");
  }

  /// Where the new bundles lie.
  private Path fresh() {
    return temporary.resolve("new");
  }

  /// Where what they replace waits for its end.
  private Path replaced() {
    return temporary.resolve("old");
  }

  /// Writes one bundle.
  ///
  /// @param folder its directory inside the wanted one; empty for that one itself
  /// @param files content by path
  synchronized void write(String folder, Map<String, byte[]> files) throws IOException {
    ensureGoing();
    Path place = fresh().resolve(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = place.resolve(file.getKey());
      Files.createDirectories(requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
    folders.add(folder);
  }

  /// Puts what was written in its place.
  ///
  /// @param alone whether bundles that lie there and were not written now go
  synchronized void finish(boolean alone) throws IOException {
    ensureGoing();
    if (!Files.exists(target)) {
      Files.createDirectories(fresh());
      Files.move(fresh(), target);
      return;
    }
    for (String folder : folders) {
      replace(fresh().resolve(folder), target.resolve(folder));
    }
    if (alone) {
      for (Path bundle : Directory.bundles(target)) {
        if (!folders.contains(target.relativize(bundle).toString())) {
          remove(bundle);
        }
      }
    }
  }

  private void ensureGoing() throws IOException {
    if (over) {
      throw new IOException("interrupted: " + target + " is as it was");
    }
  }

  private void replace(Path from, Path to) throws IOException {
    if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(from, to);
      return;
    }
    if (!to.equals(target) && Files.isSymbolicLink(to)) {
      throw new IOException(to + " is a link; a bundle is written through none");
    }
    for (String part : PARTS) {
      Path next = from.resolve(part);
      if (Files.isRegularFile(next) && !Files.isDirectory(to.resolve(part))) {
        Files.move(next, to.resolve(part), StandardCopyOption.REPLACE_EXISTING);
      } else {
        putAway(to.resolve(part));
        if (Files.exists(next)) {
          Files.move(next, to.resolve(part));
        }
      }
    }
  }

  /// Takes away a bundle, and its directory when nothing else is in it.
  private void remove(Path bundle) throws IOException {
    for (String part : PARTS) {
      putAway(bundle.resolve(part));
    }
    if (!bundle.equals(target) && Directory.isEmpty(bundle)) {
      Files.delete(bundle);
    }
  }

  private void putAway(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(replaced());
      old++;
      Files.move(path, replaced().resolve(String.valueOf(old)));
    }
  }

  /// Leaves nothing behind when the process is told to end.
  private void interrupted() {
    try {
      end();
    } catch (IOException e) {
      // The process ends, and the next one removes it.
    }
  }

  private synchronized void end() throws IOException {
    if (!over) {
      over = true;
      lock.close();
      delete(temporary);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the process ends; the hook does the rest
    }
    end();
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
