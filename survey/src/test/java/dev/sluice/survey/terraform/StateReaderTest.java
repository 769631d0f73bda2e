package dev.sluice.survey.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacState;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateReaderTest {
  private static final String STATE =
      """
      {
        "version": 4,
        "terraform_version": "1.9.0",
        "serial": 3,
        "outputs": {
          "url": {"value": "https://example.org", "type": "string"},
          "key": {"value": "qX81-uu27-Zt", "type": "string", "sensitive": true}
        },
        "resources": [
          {
            "mode": "managed",
            "type": "aws_db_instance",
            "name": "orders",
            "instances": [
              {
                "attributes": {
                  "name": "orders",
                  "password": "vT7-pPq2-98zz",
                  "tuning": "fast-and-loose"
                },
                "sensitive_attributes": [[{"type": "get_attr", "value": "tuning"}]]
              }
            ]
          },
          {
            "mode": "managed",
            "type": "random_password",
            "name": "pepper",
            "instances": [{"attributes": {"result": "kk29-ZZu1-44", "password": null}}]
          }
        ]
      }
      """;

  @TempDir Path root;

  private Facts read(String path, byte[] content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.write(root.resolve(path), content);
    return Facts.of(Survey.read(Walk.of(root, false), List.of(new StateReader())));
  }

  private Facts read(String path, String content) throws IOException {
    return read(path, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void findsWhatAStateHoldsInClear() throws IOException {
    Facts facts = read("infra/terraform.tfstate", STATE);
    assertThat(facts.of(IacState.class))
        .extracting(IacState::kind, IacState::directory, IacState::resources)
        .containsExactly(tuple(IacState.Kind.STATE, "infra", 2));
    assertThat(facts.of(LeakedSecret.class))
        .extracting(s -> s.source().line() + " " + s.hint())
        .containsExactly(
            "7 output key (12 characters)",
            "18 password of aws_db_instance.orders (13 characters)",
            "19 tuning of aws_db_instance.orders (14 characters)",
            "29 result of random_password.pepper (12 characters)");
  }

  @Test
  void findsWhatAPlanHoldsInClearOnce() throws IOException {
    Facts facts =
        read(
            "infra/tfplan.json",
            """
            {"format_version": "1.2",
             "variables": {"db_password": {"value": "vT7-pPq2-98zz"}},
             "planned_values": {"root_module": {"resources": [
               {"type": "aws_db_instance", "name": "orders", "values": {"password": "vT7-pPq2-98zz"}}]}},
             "resource_changes": [
               {"type": "aws_db_instance", "name": "orders", "change": {"after": {"password": "vT7-pPq2-98zz"}}}]}
            """);
    assertThat(facts.of(IacState.class))
        .extracting(IacState::kind)
        .containsExactly(IacState.Kind.PLAN);
    assertThat(facts.of(LeakedSecret.class))
        .extracting(s -> s.source().line())
        .containsExactly(2, 4);
  }

  @Test
  void knowsASavedPlan() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("tfplan"));
    }
    assertThat(read("infra/plan.out", bytes.toByteArray()).of(IacState.class))
        .extracting(IacState::kind)
        .containsExactly(IacState.Kind.BINARY_PLAN);
  }

  @Test
  void otherFilesAreNoStates() throws IOException {
    assertThat(read("docs/plan.json", "{\"title\": \"next year\"}").all()).isEmpty();
    assertThat(read("docs/floorplan", "PK").all()).isEmpty();
  }

  @Test
  void saysThatHalfAStateIsUnreadable() throws IOException {
    assertThat(read("infra/terraform.tfstate", STATE.substring(0, 400)).of(Unreadable.class))
        .hasSize(1);
  }
}
