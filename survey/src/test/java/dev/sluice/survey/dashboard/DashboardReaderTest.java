package dev.sluice.survey.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Dashboard;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardReaderTest {
  @TempDir Path root;

  @Test
  void readsTheTitleOfTheDashboardAndNotOfAPanel() {
    Facts facts =
        read(
            "board.json",
            """
            {
              "panels": [{"title": "Requests", "targets": [{"expr": "a{b=\\"}\\"}"}]}],
              "schemaVersion": 39,
              "title": "Storefront"
            }
            """);
    Dashboard dashboard = facts.of(Dashboard.class).getFirst();
    assertThat(dashboard.title()).isEqualTo("Storefront");
    assertThat(dashboard.source()).hasToString("board.json:4:12");
  }

  @Test
  void readsExports() {
    Facts facts =
        read(
            "export.json",
            "{\"meta\": {\"title\": \"no\"}, \"dashboard\":"
                + " {\"title\": \"Yes\", \"panels\": [], \"schemaVersion\": 1}}");
    assertThat(facts.of(Dashboard.class)).extracting(Dashboard::title).containsExactly("Yes");
  }

  @Test
  void otherJsonIsNone() {
    assertThat(read("package.json", "{\"name\": \"panels\"}").all()).isEmpty();
  }

  @Test
  void halfADashboardIsUnreadable() {
    assertThat(
            read("half.json", "{\"title\": \"X\", \"panels\": [{\"schemaVersion\": 1")
                .of(Unreadable.class))
        .hasSize(1);
  }

  private Facts read(String file, String json) {
    return new Fixture(root).file(file, json).read(new DashboardReader());
  }
}
