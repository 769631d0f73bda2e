package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Schema and loader accept and refuse the same files, as a validator of others sees it.
class SchemaWriterTest {
  private static final Path FIXTURES = Path.of("../flow/src/test/resources/delivery");
  private static final Path EXAMPLES = Path.of("../examples");

  /// What only the loader can say: no schema compares one part of a file with another.
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "bar-lowered",
          "bar-unreachable",
          "bundle-last",
          "compliance-none",
          "duplicate-name",
          "empty-command",
          "freeze-order",
          "left-open-one",
          "own-approval",
          "path-outside",
          "promotion-cycle",
          "sequence-incomplete",
          "service-circle",
          "step-keys",
          "strategy-count",
          "target-kind",
          "unknown-analysis",
          "unknown-criterion",
          "unknown-environment",
          "unknown-goal",
          "unknown-owner",
          "unknown-service",
          "unknown-stage",
          "weight-order");

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(SchemaWriter.json(), InputFormat.JSON);

  @TestFactory
  Stream<DynamicTest> agreesWithTheLoader() {
    return Stream.of(FIXTURES.resolve("valid"), FIXTURES.resolve("invalid"), EXAMPLES)
        .flatMap(SchemaWriterTest::files)
        .map(file -> dynamicTest(file.toString(), file.toUri(), () -> compare(file)));
  }

  @Test
  void isASchemaItself() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(SchemaWriter.json(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void describesEveryKey() {
    JsonNode schema = MAPPER.readTree(SchemaWriter.json());
    assertThat(schema.findValues("properties"))
        .hasSizeGreaterThan(60)
        .allSatisfy(properties ->
            assertThat(properties)
                .allSatisfy(key -> assertThat(key.path("description").asString("")).isNotBlank()));
  }

  @Test
  void isTheSameEachTime() {
    assertThat(SchemaWriter.json()).isEqualTo(SchemaWriter.json());
  }

  private static void compare(Path file) throws IOException {
    List<String> refused =
        DeliveryLoader.standard()
            .load("delivery.yaml", Files.readAllBytes(file))
            .problems()
            .stream()
            .map(Problem::id)
            .filter(id -> !BEYOND_A_SCHEMA.contains(id))
            .toList();
    assertThat(errors(file).isEmpty())
        .as("accepted by the schema; the loader says %s, the schema %s", refused, errors(file))
        .isEqualTo(refused.isEmpty());
  }

  private static List<String> errors(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
      return SCHEMA
          .validate(
              MAPPER.valueToTree(loaded),
              context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
          .stream()
          .map(Object::toString)
          .toList();
    } catch (YamlEngineException | CharacterCodingException e) {
      return List.of(e.toString());
    } catch (StackOverflowError e) {
      return List.of("a value inside itself: no JSON stands for that");
    }
  }

  private static Stream<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.of();
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      boolean fixtures = directory.startsWith(FIXTURES);
      return walk
          .filter(f -> f.toString().endsWith(fixtures ? ".yaml" : "/delivery.yaml"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
