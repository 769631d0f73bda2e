package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
  @TempDir private Path root;

  private Settings settings(List<String> command, Map<String, String> env) {
    return new Settings(
        "shop",
        "test",
        root.toString(),
        command,
        env,
        root.resolve("artifacts").toString(),
        "/readyz",
        "127.0.0.1:1",
        null,
        null);
  }

  private Release release() throws IOException {
    return new Shop(root, 1).release(Behaviour.failing("1", 0));
  }

  @Test
  void fillsWordsAndVariablesWithoutAShell() throws Exception {
    Release release = release();
    String digest = release.digests().first().value();

    ProcessBuilder builder =
        new Recipe(
                release,
                settings(
                    List.of("serve", "--port={{port}}", "{{artifact}}", "$(id)", "{{config}}"),
                    Map.of("ID", "{{release}}", "DIGEST", "{{digest}}")))
            .builder(1234);

    assertThat(builder.command())
        .containsExactly(
            "serve",
            "--port=1234",
            root.resolve("artifacts").resolve(digest.replace(':', '-')).toString(),
            "$(id)",
            "v1");
    assertThat(builder.environment())
        .containsEntry("ID", release.id().value())
        .containsEntry("DIGEST", digest);
  }

  @Test
  void instancesGetNothingOfOurEnvironmentThatTheyDoNotNeed() throws Exception {
    ProcessBuilder builder = new Recipe(release(), settings(List.of("serve"), Map.of())).builder(1);

    assertThat(List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME"))
        .containsAll(builder.environment().keySet());
  }

  @Test
  void anArtifactWithAnotherHashIsNotBelieved() throws Exception {
    Release release = release();
    Path file =
        root.resolve("artifacts").resolve(release.digests().first().value().replace(':', '-'));
    Files.writeString(file, Files.readString(file) + " ");

    assertThatThrownBy(() -> new Recipe(release, settings(List.of("serve"), Map.of())).builder(1))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("to have the digest");
    Files.delete(file);
    assertThatThrownBy(() -> new Recipe(release, settings(List.of("serve"), Map.of())).builder(1))
        .hasMessageContaining("not there");
  }

  @Test
  void ofSeveralArtifactsTheOneOfTheServiceIsStarted() throws Exception {
    Release several =
        new Release(
            "shop",
            new TreeMap<>(Map.of("chart", Releases.digest('a'), "shop", Releases.digest('b'))),
            null,
            new TreeMap<>(),
            new TreeMap<>());
    Release none =
        new Release(
            "shop",
            new TreeMap<>(Map.of("chart", Releases.digest('a'), "image", Releases.digest('b'))),
            null,
            new TreeMap<>(),
            new TreeMap<>());

    assertThat(Artifacts.digest(several)).isEqualTo(Releases.digest('b'));
    assertThatThrownBy(() -> Artifacts.digest(none)).hasMessageContaining("chart, image");
  }
}
