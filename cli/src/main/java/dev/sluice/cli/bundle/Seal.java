package dev.sluice.cli.bundle;

import dev.sluice.bundle.Bundle;
import dev.sluice.bundle.document.Document;
import dev.sluice.bundle.manifest.Manifest;
import dev.sluice.bundle.manifest.Predicate;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.cli.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Seals bundles.
final class Seal {
  private Seal() {}

  /// Every file of a bundle as it lies on the disk, its manifest among them.
  ///
  /// @param key signs it, or null
  static SortedMap<String, byte[]> files(Bundle bundle, @Nullable SigningKey key)
      throws IOException {
    Document document = bundle.document();
    Predicate predicate =
        new Predicate(
            Version.text(),
            document.commit(),
            document.at(),
            document.name(),
            document.draft() ? Predicate.Status.DRAFT : Predicate.Status.FINAL);
    SortedMap<String, byte[]> files = bytes(bundle.files());
    files.put(Manifest.NAME, Manifest.seal(files, predicate, key));
    return files;
  }

  /// Files as they lie on the disk.
  static SortedMap<String, byte[]> bytes(Map<String, String> files) {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }
}
