package dev.sluice.cli.bundle.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.manifest.Finding;
import dev.sluice.bundle.manifest.Manifest;
import dev.sluice.bundle.manifest.Predicate;
import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.bundle.manifest.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedTest {
  private static final Predicate PREDICATE =
      new Predicate("0.1.0", null, Instant.EPOCH, "storefront", Predicate.Status.FINAL);

  @TempDir private Path directory;
  private Path bundle;
  private SigningKey key;

  @BeforeEach
  void sealBundle() throws Exception {
    bundle = Files.createDirectories(directory.resolve("bundle"));
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    key = SigningKey.ofPem(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Map<String, byte[]> files = new TreeMap<>();
    files.put("bundle.md", "# Bundle\n".getBytes(UTF_8));
    files.put("artifacts/.github/workflows/deploy.yml", "on: push\n".getBytes(UTF_8));
    files.put("artifacts/ü ö.md", "x\n".getBytes(UTF_8));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = bundle.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.write(bundle.resolve(Manifest.NAME), Manifest.seal(files, PREDICATE, key));
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private List<String> findings(@Nullable VerifyingKey expected) throws IOException {
    return Verified.of(bundle, expected).findings().stream().map(Finding::toString).toList();
  }

  @Test
  void findsNothingInABundleAsItWasSealed() throws IOException {
    assertThat(findings(key.verifyingKey())).isEmpty();
    assertThat(findings(null)).isEmpty();
  }

  @Test
  void findsEachFileThatIsNotAsItWas() throws IOException {
    Files.writeString(bundle.resolve("bundle.md"), "# Bundle\n\n");
    Files.delete(bundle.resolve("artifacts/ü ö.md"));
    Files.writeString(bundle.resolve("artifacts/.github/workflows/other.yml"), "on: push\n");
    assertThat(findings(key.verifyingKey()))
        .hasSize(3)
        .anyMatch(f -> f.equals("artifacts/.github/workflows/other.yml: was added"))
        .anyMatch(f -> f.equals("artifacts/ü ö.md: is missing"))
        .anyMatch(f -> f.startsWith("bundle.md: was altered: sha256 is "));
  }

  @Test
  void followsNoLink() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside.md"), "# Bundle\n");
    Files.delete(bundle.resolve("bundle.md"));
    Files.createSymbolicLink(bundle.resolve("bundle.md"), outside);
    Files.createSymbolicLink(bundle.resolve("loop"), bundle);
    assertThat(findings(null))
        .containsExactlyInAnyOrder(
            "bundle.md: is a symbolic link, and no bundle has any",
            "loop: is a symbolic link, and no bundle has any",
            "bundle.md: is missing");
  }

  @Test
  void findsAManifestThatIsMissingOrALinkOrNone() throws IOException {
    Path manifest = bundle.resolve(Manifest.NAME);
    byte[] good = Files.readAllBytes(manifest);
    Files.delete(manifest);
    assertThat(findings(null)).containsExactly("MANIFEST: is missing or cannot be read");

    Path elsewhere = Files.write(directory.resolve("elsewhere"), good);
    Files.createSymbolicLink(manifest, elsewhere);
    assertThat(findings(null)).contains("MANIFEST: is missing or cannot be read");

    Files.delete(manifest);
    Files.writeString(manifest, "sha256sum of everything");
    assertThat(findings(null)).singleElement().asString().startsWith("MANIFEST: is no manifest: ");
  }

  @Test
  void findsAManifestThatWasSealedAgainByAnother() throws Exception {
    Files.writeString(bundle.resolve("bundle.md"), "# Other\n");
    Map<String, byte[]> files = new TreeMap<>();
    for (String name :
        List.of("bundle.md", "artifacts/.github/workflows/deploy.yml", "artifacts/ü ö.md")) {
      files.put(name, Files.readAllBytes(bundle.resolve(name)));
    }
    Files.write(bundle.resolve(Manifest.NAME), Manifest.seal(files, PREDICATE, null));
    assertThat(findings(null)).isEmpty();
    assertThat(findings(key.verifyingKey())).containsExactly("MANIFEST: is not signed");
  }
}
