package dev.sluice.survey.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Platform;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformReaderTest {
  @TempDir Path root;

  private List<String> read(String path, String content) {
    return new Fixture(root)
        .file(path, content).read(new PlatformReader()).of(Platform.class).stream()
            .map(Platform::name)
            .toList();
  }

  @Test
  void knowsPlatformsByTheNamesOfTheirFiles() {
    assertThat(read("fly.toml", "")).containsExactly("Fly.io");
    assertThat(read("fly.staging.toml", "")).contains("Fly.io");
    assertThat(read("api/Procfile", "web: node .\n")).contains("Heroku");
    assertThat(read("deploy/main.bicep", "")).contains("Azure");
  }

  @Test
  void looksIntoFilesWhoseNamesOthersUseToo() {
    assertThat(read("manifest.yml", "applications:\n- name: a\n")).containsExactly("Cloud Foundry");
    assertThat(read("other/manifest.yml", "name: extension\n")).containsExactly("Cloud Foundry");
  }

  @Test
  void leavesOutWhatIsDocumentation() {
    assertThat(read("docs/fly.toml", "")).isEmpty();
    assertThat(read("examples/Procfile", "")).isEmpty();
  }
}
