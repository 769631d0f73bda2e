package dev.sluice.bundle.artifact.githubactions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The actions that made workflows use, each with its version and commit: the one table of them.
final class Actions {
  private static final String FILE = "actions.txt";

  private Actions() {}

  /// @param version the tag, `v7.0.1`
  /// @param commit what the tag names, 40 hexadecimal digits
  record Pin(String name, String version, String commit) {
    /// The value of `uses`, with the version as comment.
    @Override
    public String toString() {
      return name + "@" + commit + " # " + version;
    }
  }

  /// Every action by name, read when the first one is asked for.
  private static final class Loaded {
    private static final Map<String, Pin> PINS = read();
  }

  static Map<String, Pin> all() {
    return Loaded.PINS;
  }

  /// @throws NullPointerException for an action that the table lacks
  static Pin of(String name) {
    return Objects.requireNonNull(Loaded.PINS.get(name), name);
  }

  private static Map<String, Pin> read() {
    try (InputStream in = Actions.class.getResourceAsStream(FILE)) {
      String text =
          new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Pin> pins = new TreeMap<>();
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+", -1))
          .forEach(word -> pins.put(word[0], new Pin(word[0], word[1], word[2])));
      return Map.copyOf(pins);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
