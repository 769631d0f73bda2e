package dev.sluice.bundle.manifest;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The file that seals a bundle.
public final class Manifest {
  /// Its name in the bundle.
  public static final String NAME = "MANIFEST";

  /// A larger one is not read.
  public static final int MAX_BYTES = 16 << 20;

  private Manifest() {}

  /// Seals a bundle: the same files, predicate and key give the same bytes.
  ///
  /// @param files every other file of the bundle, by path with `/`
  /// @param key null for an envelope without a signature
  /// @throws IllegalArgumentException when a path would not be found again
  public static byte[] seal(
      Map<String, byte[]> files, Predicate predicate, @Nullable SigningKey key) {
    SortedMap<String, byte[]> sorted = new TreeMap<>(files);
    for (String name : sorted.keySet()) {
      String why = name.equals(NAME) ? "is the manifest itself" : Names.why(name);
      if (why != null) {
        throw new IllegalArgumentException("a file of a bundle " + why + ": " + name);
      }
    }
    List<Subject> subjects =
        sorted.entrySet().stream().map(file -> Subject.of(file.getKey(), file.getValue())).toList();
    byte[] payload = new Statement(subjects, predicate).json();
    return new Envelope(
            Envelope.IN_TOTO,
            Base64.getEncoder().encodeToString(payload),
            key == null ? List.of() : List.of(key.sign(Envelope.IN_TOTO, payload)))
        .json();
  }
}
