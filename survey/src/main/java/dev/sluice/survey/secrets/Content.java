package dev.sluice.survey.secrets;

import dev.sluice.flow.source.Source;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;

/// A text file that is searched.
final class Content {
  private static final int SNIFFED = 8_000;

  private final TreeFile file;
  private final byte[] bytes;
  private final boolean trusted;

  /// @param bytes what stands in it, which nobody changes
  /// @param trusted whether values in it are meant to be used, and not to explain something
  Content(TreeFile file, byte[] bytes, boolean trusted) {
    this.file = file;
    this.bytes = bytes;
    this.trusted = trusted;
  }

  TreeFile file() {
    return file;
  }

  boolean trusted() {
    return trusted;
  }

  int length() {
    return bytes.length;
  }

  /// Whether the bytes are text.
  static boolean isText(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, SNIFFED); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /// The byte at an index; 0 outside.
  int at(int index) {
    return index < 0 || index >= bytes.length ? 0 : bytes[index] & 0xff;
  }

  String text(int from, int to) {
    int start = Math.max(0, from);
    return new String(bytes, start, Math.min(to, bytes.length) - start, StandardCharsets.UTF_8);
  }

  /// Whether some text follows at an index.
  boolean startsWith(int from, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (at(from + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The first index from `from` up to `to` where some text stands, or -1.
  int indexOf(String ascii, int from, int to) {
    for (int i = Math.max(0, from); i <= Math.min(to, bytes.length) - ascii.length(); i++) {
      if (startsWith(i, ascii)) {
        return i;
      }
    }
    return -1;
  }

  /// The index where a line begins, but no more than so many bytes before.
  int lineStart(int index, int reach) {
    int i = index;
    while (i > 0 && bytes[i - 1] != '\n' && index - i <= reach) {
      i--;
    }
    return i;
  }

  /// The index where a line ends, but no more than so many bytes behind.
  int lineEnd(int index, int reach) {
    int i = index;
    while (i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r' && i - index <= reach) {
      i++;
    }
    return i;
  }

  /// The place of a byte.
  Source source(int index) {
    int line = 1;
    for (int i = 0; i < index; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return file.source().at(line, text(lineStart(index, index), index).length() + 1);
  }
}
