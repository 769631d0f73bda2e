package dev.sluice.cli.bundle.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where an apply makes itself ready: `.sluice/staging` in the repository, so that what is ready
/// needs only a rename. One process holds it at a time; it is gone when an apply has ended.
final class Staging implements AutoCloseable {
  static final String PATH = ".sluice/staging";
  private static final int ATTEMPTS = 20;

  private final Path directory;
  private final Disk disk;
  private final FileChannel lock;

  private Staging(Path directory, Disk disk, FileChannel lock) {
    this.directory = directory;
    this.disk = disk;
    this.lock = lock;
  }

  /// Whether an apply runs, or was interrupted.
  static boolean exists(Guard guard) {
    return Files.exists(guard.resolve(PATH), LinkOption.NOFOLLOW_LINKS);
  }

  /// Takes hold of it.
  ///
  /// @throws RefusedException when another process holds it, or it is not ours to use
  static Staging hold(Guard guard, Disk disk) throws IOException, RefusedException {
    String why = guard.why(PATH + "/lock");
    if (why != null) {
      throw new RefusedException(List.of(PATH + ": " + why));
    }
    Path directory = guard.resolve(PATH);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      FileChannel lock = lock(directory, disk);
      if (lock != null) {
        return new Staging(directory, disk, lock);
      }
    }
    throw busy();
  }

  /// The lock, or null when its file was deleted before it was ours.
  private static @Nullable FileChannel lock(Path directory, Disk disk)
      throws IOException, RefusedException {
    Path file = directory.resolve("lock");
    disk.directory(directory);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      if (channel.tryLock() == null) {
        channel.close();
        throw busy();
      }
      String token = UUID.randomUUID().toString();
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
      if (Files.readString(file).equals(token)) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy();
    } catch (NoSuchFileException e) {
      // Deleted by the process that held it before: there is a new one to take.
    }
    channel.close();
    return null;
  }

  private static RefusedException busy() {
    return new RefusedException(List.of(PATH + ": another apply is running in this repository"));
  }

  Path journal() {
    return directory.resolve("journal");
  }

  /// The file that stands ready to be put in place.
  Path fresh(int step) {
    return directory.resolve("new-" + step);
  }

  /// A copy of what stood there before.
  Path old(int step) {
    return directory.resolve("old-" + step);
  }

  /// Whether a journal stands: an apply has begun, and not ended.
  boolean begun() {
    return Files.exists(journal(), LinkOption.NOFOLLOW_LINKS);
  }

  /// Whether nothing is in a directory.
  static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  /// Deletes everything but the lock; the journal first, since without it nothing else counts.
  void clear() throws IOException {
    if (begun()) {
      disk.delete(journal());
    }
    Path held = directory.resolve("lock");
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(held)) {
              disk.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            if (!visited.equals(directory)) {
              disk.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Deletes everything, and leaves no empty directory behind.
  void remove() throws IOException {
    clear();
    disk.delete(directory.resolve("lock"));
    disk.delete(directory);
    Path above = directory.getParent();
    if (above != null && isEmpty(above)) {
      disk.delete(above);
    }
  }

  /// Lets go of it, whatever is in it.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
