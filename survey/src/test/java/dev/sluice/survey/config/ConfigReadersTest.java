package dev.sluice.survey.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.ConfigSchema;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReadersTest {
  @TempDir Path root;

  @Test
  void keysOfEnvironmentsStandSideBySide() {
    Fixture fixture =
        new Fixture(root)
            .file(".env.production", "# x\nexport URL=https://x\nDEBUG=false\nURL=again\n")
            .file(".env.staging", "URL=y\n")
            .file(".env.example", "NOTHING=\n")
            .file("app/application-prod.yml", "server:\n  port: 1\n")
            .file("app/application-dev.yml", "spring: {}\n")
            .file("app/application.yml", "logging: {}\n");
    assertThat(keys(fixture))
        .containsExactly(
            ".env.* URL production 2:8",
            ".env.* DEBUG production 3:1",
            ".env.* URL staging 1:1",
            "app/application-*.yml spring dev 1:1",
            "app/application-*.yml server prod 1:1",
            "app/application-*.yml logging null 1:1");
  }

  @Test
  void oneEnvironmentAloneIsNoGroup() {
    assertThat(keys(new Fixture(root).file(".env.production", "A=1\n").file(".env", "A=1\n")))
        .isEmpty();
  }

  @Test
  void directoriesOfConfigurationHoldFilesNamedByEnvironment() {
    Fixture fixture =
        new Fixture(root)
            .file("config/production.json", "{\"a\": 1}")
            .file("config/staging.json", "{\"b\": 1}")
            .file("src/production.json", "{\"a\": 1}")
            .file("src/staging.json", "{\"b\": 1}");
    assertThat(keys(fixture))
        .containsExactly("config/*.json a production 1:2", "config/*.json b staging 1:2");
  }

  @Test
  void brokenFileIsUnreadableAndItsNeighbourIsRead() {
    Fixture fixture =
        new Fixture(root).file("values-prod.yaml", "a: [\n").file("values-dev.yaml", "a: 1\n");
    assertThat(keys(fixture)).containsExactly("values-*.yaml a dev 1:1");
    assertThat(fixture.read(new ConfigReader()).of(Unreadable.class)).hasSize(1);
  }

  @Test
  void schemasAreFoundByWhatRefersToThem() {
    Fixture fixture =
        new Fixture(root)
            .file("chart/Chart.yaml", "name: x\n")
            .file("chart/values.schema.json", "{}")
            .file("other/values.schema.json", "{}")
            .file("cue.mod/module.cue", "module: \"x\"\n")
            .file("schemas/config.json", "{}")
            .file("config/production.json", "{\"$schema\": \"../schemas/config.json\"}")
            .file("config/staging.json", "{\"$schema\": \"https://x.example/config.json\"}");
    assertThat(fixture.read(new SchemaReader()).of(ConfigSchema.class))
        .map(s -> s.source().file() + " " + s.tool() + " " + s.target())
        .containsExactly(
            "chart/values.schema.json helm chart/values.yaml",
            "cue.mod/module.cue cue .",
            "schemas/config.json json-schema config/production.json");
  }

  private static List<String> keys(Fixture fixture) {
    return fixture.read(new ConfigReader()).of(ConfigKey.class).stream()
        .map(k ->
            k.group()
                + " "
                + k.key()
                + " "
                + k.environment()
                + " "
                + k.source().line()
                + ":"
                + k.source().column())
        .toList();
  }
}
