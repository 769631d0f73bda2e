package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole of what is made for each sample. `-Dupdate=true` writes the files anew.
class GoldenTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/sluice/bundle/artifact/golden");

  static Stream<String> samples() {
    return Samples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void makesTheseFiles(String name) throws IOException {
    Path file = GOLDEN.resolve(name + ".txt");
    List<String> text = new ArrayList<>();
    for (Artifact artifact : Samples.files(Samples.named(name))) {
      text.add(
          "==== " + artifact.path() + " for " + artifact.criterion() + "\n" + artifact.content());
    }
    String made = String.join("\n", text);
    if (Boolean.getBoolean("update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, made);
    }
    assertThat(made).isEqualTo(Files.readString(file));
  }
}
