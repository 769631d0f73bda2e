package dev.sluice.cli.launch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.Manifest;

/// A manifest without the digests of a signature.
final class Unsigned {
  private Unsigned() {}

  static byte[] manifest(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest
        .getEntries()
        .values()
        .forEach(entry -> entry.keySet().removeIf(key -> key.toString().endsWith("-Digest")));
    manifest.getEntries().values().removeIf(entry -> entry.isEmpty());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }
}
