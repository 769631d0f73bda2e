package dev.sluice.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  private static final String HEAD = "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: ";

  @TempDir Path work;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path repository = Path.of("");
  private Path to = Path.of("");

  @BeforeEach
  void someRepository() throws IOException {
    repository = Files.createDirectories(work.resolve("repository"));
    to = work.resolve("bundle");
    write("repository/delivery.yaml", HEAD + "shop}\n");
  }

  private int bundle(String... more) {
    String[] fixed = {
      "bundle", repository.toString(), "-o", to.toString(), "--at", "2026-06-01T00:00:00Z"
    };
    String[] args = Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new);
    return Main.run(new Terminal(stream(out), stream(err), false, false), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private void write(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void writesADraftAndSaysWhatIsOpenAndWhatComesNext() throws IOException {
    assertThat(bundle()).isEqualTo(Exit.OK);
    assertThat(files(to)).containsKeys("bundle.md", "bundle.html", "bundle.json", "MANIFEST");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("shop · draft", "context.services: ", "more open", "next: sluice bundle");
  }

  @Test
  void theSameInputAndInstantGiveTheSameBytes() throws IOException {
    assertThat(bundle()).isEqualTo(Exit.OK);
    Map<String, String> first = files(to);
    assertThat(bundle()).isEqualTo(Exit.OK);
    assertThat(files(to)).isEqualTo(first);
  }

  @Test
  void aFinalBundleIsRefusedWhileAGateIsShutAndNothingIsWritten() {
    assertThat(bundle("--final")).isEqualTo(Exit.SHUT);
    assertThat(to).doesNotExist();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("shop cannot be final", "1 context shut", "9 governance");
  }

  @Test
  void aDirectoryWithOtherFilesIsLeftAlone() throws IOException {
    write("bundle/notes.txt", "mine");
    assertThat(bundle()).isEqualTo(Exit.USAGE);
    assertThat(files(to)).containsOnlyKeys("notes.txt");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("holds files that are no bundle");
  }

  @Test
  void whatAnEarlierBundleHeldAndThisOneDoesNotIsGone() throws IOException {
    assertThat(bundle()).isEqualTo(Exit.OK);
    write("bundle/artifacts/old.yaml", "old");
    assertThat(bundle()).isEqualTo(Exit.OK);
    assertThat(files(to)).doesNotContainKey("artifacts/old.yaml");
  }

  @Test
  void aMonorepoGetsOneBundleForEachService() throws IOException {
    write("repository/delivery.yaml", HEAD + "all}\ndeliveries: [a, b]\n");
    write("repository/a/delivery.yaml", HEAD + "cart}\n");
    write("repository/b/delivery.yaml", HEAD + "mail}\n");
    assertThat(bundle()).isEqualTo(Exit.OK);
    assertThat(files(to)).containsKeys("cart/bundle.md", "mail/bundle.json");
    assertThat(bundle("--service", "cart")).isEqualTo(Exit.OK);
    assertThat(bundle("--service", "other")).isEqualTo(Exit.USAGE);
  }

  @Test
  void aBundleInsideTheRepositoryChangesNoVerdict() throws IOException {
    to = repository.resolve("docs/bundle");
    assertThat(bundle()).isEqualTo(Exit.OK);
    write("repository/docs/bundle/artifacts/deploy/production/shop.yaml", WORKLOAD);
    Map<String, String> first = files(to);
    assertThat(bundle()).isEqualTo(Exit.OK);
    assertThat(files(to).get("bundle.json")).isEqualTo(first.get("bundle.json"));
  }

  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop, namespace: production}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec: {containers: [{name: shop, image: "ghcr.io/acme/shop:latest"}]}
      """;
}
