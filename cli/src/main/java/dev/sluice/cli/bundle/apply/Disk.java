package dev.sluice.cli.bundle.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// The few ways in which an apply changes the disk. Tests stop it at any of them.
class Disk {
  /// Makes a directory and those above it.
  void directory(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  /// Writes a file that is not there, down to the medium.
  void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      force(channel);
    }
  }

  /// Puts one file in the place of another, or of nothing, in one step.
  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Deletes a file or an empty directory.
  void delete(Path file) throws IOException {
    Files.delete(file);
  }

  /// Makes what happened in a directory last; where the system offers no way, does nothing.
  void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      force(channel);
    } catch (IOException e) {
      // Some systems open no directories; they have their own order of writes.
    }
  }

  /// Waits until what was written is on the medium.
  void force(FileChannel channel) throws IOException {
    channel.force(true);
  }

  /// Gives a file the mode of another.
  static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  /// Lets everybody execute a file who may read it.
  static void makeExecutable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> mode = EnumSet.copyOf(view.readAttributes().permissions());
    if (mode.contains(PosixFilePermission.OWNER_READ)) {
      mode.add(PosixFilePermission.OWNER_EXECUTE);
    }
    if (mode.contains(PosixFilePermission.GROUP_READ)) {
      mode.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (mode.contains(PosixFilePermission.OTHERS_READ)) {
      mode.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    view.setPermissions(mode);
  }
}
