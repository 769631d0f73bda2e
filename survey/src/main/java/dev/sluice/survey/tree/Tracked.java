package dev.sluice.survey.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The paths in git's index: a tracked file counts, whatever `.gitignore` says about it.
///
/// Source: gitformat-index(5), versions 2 to 4 with SHA-1 names.
final class Tracked {
  private static final long MAX_BYTES = 256L << 20;
  private static final int FIXED = 62;
  private static final int EXTENDED = 0x4000;

  private final Set<String> files = new HashSet<>();
  private final Set<String> directories = new HashSet<>();

  private Tracked() {}

  /// Reads the index; nothing is tracked where there is none, or one that can't be understood.
  static Tracked in(GitPlace git) {
    Tracked tracked = new Tracked();
    Path index = git.directory().resolve("index");
    try {
      if (Files.isRegularFile(index) && Files.size(index) <= MAX_BYTES) {
        tracked.parse(ByteBuffer.wrap(Files.readAllBytes(index)));
      }
    } catch (IOException | RuntimeException e) {
      return new Tracked();
    }
    return tracked;
  }

  /// Whether a file, or anything inside a directory, is tracked.
  boolean holds(String path, boolean directory) {
    return (directory ? directories : files).contains(path);
  }

  private void parse(ByteBuffer in) {
    if (in.getInt() != 0x44495243) { // "DIRC"
      return;
    }
    int version = in.getInt();
    int entries = in.getInt();
    byte[] previous = {};
    for (int i = 0; i < entries; i++) {
      int start = in.position();
      boolean extended = (in.getShort(start + FIXED - 2) & EXTENDED) != 0;
      in.position(start + FIXED + (extended ? 2 : 0));
      int shared = version < 4 ? 0 : previous.length - offset(in);
      byte[] rest = untilZero(in);
      byte[] name = new byte[shared + rest.length];
      System.arraycopy(previous, 0, name, 0, shared);
      System.arraycopy(rest, 0, name, shared, rest.length);
      if (version < 4) {
        in.position(start + ((in.position() - 1 - start + 8) & ~7));
      }
      add(new String(name, StandardCharsets.UTF_8));
      previous = name;
    }
  }

  private void add(String path) {
    files.add(path);
    int slash = path.lastIndexOf('/');
    while (slash > 0 && directories.add(path.substring(0, slash))) {
      slash = path.lastIndexOf('/', slash - 1);
    }
  }

  private static byte[] untilZero(ByteBuffer in) {
    int start = in.position();
    while (in.get() != 0) {
      // the name goes on
    }
    byte[] name = new byte[in.position() - 1 - start];
    in.get(start, name);
    return name;
  }

  /// The variable-length number of version 4.
  private static int offset(ByteBuffer in) {
    int b = in.get() & 0xff;
    int value = b & 0x7f;
    while ((b & 0x80) != 0) {
      b = in.get() & 0xff;
      value = ((value + 1) << 7) | (b & 0x7f);
    }
    return value;
  }
}
