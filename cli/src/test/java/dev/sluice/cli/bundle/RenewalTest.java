package dev.sluice.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
  private static final String JSON = "{\"schema\": \"sluice.dev/bundle/v1\"}";

  @TempDir Path work;
  private Path target = Path.of("");

  @BeforeEach
  void nothingIsThere() {
    target = work.resolve("out");
  }

  private static Map<String, byte[]> bundle(String says, String... more) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("bundle.json", bytes(JSON));
    files.put("bundle.md", bytes(says));
    Stream.of(more).forEach(path -> files.put(path, bytes(says)));
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String folder, Map<String, byte[]> files) throws IOException {
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write(folder, files);
      renewal.finish(true);
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(work)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(work.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void nothingStandsThereUntilTheEndAndNothingIsLeftBehind() throws IOException {
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("cart", bundle("one"));
      assertThat(target).doesNotExist();
      renewal.write("mail", bundle("two"));
      assertThat(target).doesNotExist();
      renewal.finish(true);
    }
    assertThat(files())
        .containsOnlyKeys(
            "out/cart/bundle.json",
            "out/cart/bundle.md",
            "out/mail/bundle.json",
            "out/mail/bundle.md");
  }

  @Test
  void whatIsNotFinishedIsGone() throws IOException {
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("", bundle("one"));
    }
    assertThat(work).isEmptyDirectory();
    write("", bundle("old"));
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("", bundle("new"));
    }
    assertThat(files()).containsOnlyKeys("out/bundle.json", "out/bundle.md");
    assertThat(target.resolve("bundle.md")).hasContent("old");
  }

  @Test
  void whatOthersPutThereStays() throws IOException {
    write("", bundle("old", "figures/a.svg", "artifacts/gone.yaml"));
    Files.writeString(target.resolve("notes.txt"), "mine");
    write("", bundle("new", "figures/a.svg"));
    assertThat(files())
        .containsOnlyKeys("out/bundle.json", "out/bundle.md", "out/figures/a.svg", "out/notes.txt")
        .containsEntry("out/figures/a.svg", "new");
  }

  @Test
  void aDeliveryThatIsNoMoreLosesItsBundleUnlessOneAloneIsRenewed() throws IOException {
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("cart", bundle("old"));
      renewal.write("mail", bundle("old"));
      renewal.finish(true);
    }
    Files.writeString(target.resolve("mail/notes.txt"), "mine");
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("cart", bundle("new"));
      renewal.finish(false);
    }
    assertThat(target.resolve("mail/bundle.md")).hasContent("old");
    write("cart", bundle("newer"));
    assertThat(files())
        .containsOnlyKeys("out/cart/bundle.json", "out/cart/bundle.md", "out/mail/notes.txt");
    write("", bundle("alone"));
    assertThat(files()).containsOnlyKeys("out/bundle.json", "out/bundle.md", "out/mail/notes.txt");
  }

  @Test
  void whatAKilledProcessLeftBehindIsRemoved() throws IOException {
    Path left = Files.createDirectories(work.resolve(".out.sluice-tmp/new/cart"));
    Files.writeString(left.resolve("bundle.md"), "half");
    write("", bundle("one"));
    Path inside = Files.createDirectories(target.resolve(".sluice-tmp/new"));
    Files.writeString(inside.resolve("bundle.html"), "half");
    write("", bundle("two"));
    assertThat(files()).containsOnlyKeys("out/bundle.json", "out/bundle.md");
  }

  @Test
  void twoDoNotWriteToOneDirectory() throws IOException {
    try (Renewal renewal = Renewal.of(target)) {
      renewal.write("", bundle("one"));
      assertThatThrownBy(() -> Renewal.of(target)).hasMessageContaining("is in use");
      renewal.finish(true);
    }
    assertThat(target.resolve("bundle.md")).hasContent("one");
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    write("", bundle("old", "artifacts/a.yaml"));
    Path elsewhere = Files.createDirectories(work.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept.yaml"), "kept");
    Files.move(target.resolve("artifacts"), work.resolve("moved"));
    Files.createSymbolicLink(target.resolve("artifacts"), elsewhere);
    Files.delete(target.resolve("bundle.md"));
    Files.createSymbolicLink(target.resolve("bundle.md"), elsewhere.resolve("kept.yaml"));
    write("", bundle("new", "artifacts/a.yaml"));
    assertThat(elsewhere.resolve("kept.yaml")).hasContent("kept");
    assertThat(elsewhere.resolve("a.yaml")).doesNotExist();
    assertThat(target.resolve("artifacts/a.yaml")).hasContent("new");
  }
}
