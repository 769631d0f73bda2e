package dev.sluice.cli.bundle.verify;

import dev.sluice.bundle.manifest.Envelope;
import dev.sluice.bundle.manifest.Finding;
import dev.sluice.bundle.manifest.MalformedManifestException;
import dev.sluice.bundle.manifest.Manifest;
import dev.sluice.bundle.manifest.Statement;
import dev.sluice.bundle.manifest.Verification;
import dev.sluice.bundle.manifest.VerifyingKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a look at a bundle gave.
///
/// @param findings everything that its manifest does not vouch for; none when all is well
/// @param statement what the manifest says, or null when there is none to read
/// @param signatures how many signatures it has, whether they hold or not
record Verified(List<Finding> findings, @Nullable Statement statement, int signatures) {
  /// Looks at a bundle.
  ///
  /// @param key the key that must have signed it, or null when nobody asks
  static Verified of(Path directory, @Nullable VerifyingKey key) throws IOException {
    Path root = directory.toRealPath();
    Contents contents = Contents.of(root);
    List<Finding> findings = new ArrayList<>();
    Statement statement = null;
    int signatures = 0;
    try {
      Envelope envelope = Envelope.of(manifest(root));
      signatures = envelope.signatures().size();
      if (key != null) {
        findings.addAll(Verification.signature(envelope, key));
      }
      statement = Statement.of(envelope.body());
      findings.addAll(contents.findings());
      findings.addAll(Verification.compare(statement, contents.digests()));
    } catch (MalformedManifestException e) {
      findings.add(new Finding(Manifest.NAME, "is no manifest: " + e.getMessage()));
      findings.addAll(contents.findings());
    } catch (IOException e) {
      findings.add(new Finding(Manifest.NAME, "is missing or cannot be read"));
      findings.addAll(contents.findings());
    }
    return new Verified(findings, statement, signatures);
  }

  private static byte[] manifest(Path root) throws IOException {
    Path file = root.resolve(Manifest.NAME);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(Manifest.MAX_BYTES + 1);
    }
  }
}
