package dev.sluice.cli.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sluice bundle` as users call it: sealed, verified, applied.
class SealedBundleTest {
  private static final String AT = "2026-06-01T00:00:00Z";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private String repository;
  private String bundle;
  private String privateKey;
  private String publicKey;

  @BeforeEach
  void makeRepositoryAndKeys() throws Exception {
    Path root = Files.createDirectories(directory.resolve("shop"));
    Files.writeString(
        root.resolve("delivery.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: Delivery
        metadata:
          name: shop
        context:
          services:
            - {name: shop, owner: team-shop, tier: 1, path: .}
        """);
    repository = root.toString();
    bundle = directory.resolve("bundle").toString();
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    privateKey = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    publicKey = pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private String pem(String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    Path file = directory.resolve(label.replace(' ', '-') + ".pem");
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    return file.toString();
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false),
        args);
  }

  @Test
  void verifiesWhatItSealed() {
    assertThat(run("bundle", repository, "-o", bundle, "--key", privateKey)).isZero();
    assertThat(out.toString(UTF_8)).contains("signed by key");
    assertThat(run("bundle", "verify", bundle, "--key", publicKey)).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8)).contains("shop · draft · ", "each as in MANIFEST, signed by");
  }

  @Test
  void exitsWith1AndALineForEachFinding() throws IOException {
    run("bundle", repository, "-o", bundle, "--key", privateKey);
    Files.writeString(Path.of(bundle, "bundle.md"), "# All is well\n");
    Files.writeString(Path.of(bundle, "added\u001B.md"), "");
    assertThat(run("bundle", "verify", bundle, "--key", publicKey)).isEqualTo(Exit.SHUT);
    assertThat(out.toString(UTF_8).lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("\u001B"))
        .anyMatch(line -> line.startsWith("bundle.md: was altered"))
        .anyMatch(line -> line.equals("2 findings"));
  }

  @Test
  void saysPlainlyThatNobodySigned() {
    assertThat(run("bundle", repository, "-o", bundle)).isZero();
    assertThat(out.toString(UTF_8).replaceAll("\\s+", " ")).contains("is not signed: there is no");
    assertThat(run("bundle", "verify", bundle)).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8)).contains("which nobody signed");
    assertThat(run("bundle", "verify", bundle, "--key", publicKey)).isEqualTo(Exit.SHUT);
    assertThat(out.toString(UTF_8)).contains("MANIFEST: is not signed");
  }

  @Test
  void givesTheSameManifestForTheSameInput() throws IOException {
    run("bundle", repository, "-o", bundle, "--key", privateKey, "--at", AT);
    byte[] first = Files.readAllBytes(Path.of(bundle, "MANIFEST"));
    run("bundle", repository, "-o", bundle, "--key", privateKey, "--at", AT);
    assertThat(Files.readAllBytes(Path.of(bundle, "MANIFEST"))).isEqualTo(first);
  }

  @Test
  void exitsWith2ForAKeyOfTheWrongKind() {
    assertThat(run("bundle", repository, "-o", bundle, "--key", publicKey)).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("found a public key");
    assertThat(run("bundle", repository, "-o", bundle, "--key", "nowhere")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("--key: cannot read nowhere");
    assertThat(Files.exists(Path.of(bundle))).isFalse();
  }

  @Test
  void appliesExactlyTheWorkingFilesOfTheBundle() throws IOException {
    assertThat(run("bundle", repository, "-o", bundle, "--apply", "--at", AT)).isZero();
    Path artifacts = Path.of(bundle, "artifacts");
    try (var walk = Files.walk(artifacts)) {
      assertThat(walk.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Path.of(repository).resolve(artifacts.relativize(file)))
                  .hasSameBinaryContentAs(file));
    }
  }

  @Test
  void writesNothingAtAllInADryRun() throws IOException {
    assertThat(run("bundle", repository, "-o", bundle, "--apply", "--dry-run")).isZero();
    assertThat(out.toString(UTF_8)).contains("+++ b/", "nothing was written (--dry-run)");
    assertThat(Files.exists(Path.of(bundle))).isFalse();
    try (var files = Files.list(Path.of(repository))) {
      assertThat(files).hasSize(1);
    }
    assertThat(run("bundle", repository, "-o", bundle, "--dry-run")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("--dry-run goes with --apply only");
  }
}
