package dev.sluice.survey.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactReaderTest {
  @TempDir Path root;

  private Facts read(String file, String text) {
    return new Fixture(root).file(file, text).read(new ContactReader());
  }

  @Test
  void readsTheFirstApproverOfTheWhole() {
    assertThat(
            read("OWNERS", "# who approves\napprovers:\n- shop-leads\n- ann\n").of(Contact.class))
        .extracting(c -> c.name() + " " + c.source().line() + " " + c.handles())
        .containsExactly("shop-leads 3 []");
  }

  @Test
  void readsMaintainersByTheNamesOfTheirHostAndNotThoseWhoLeft() {
    String text =
        """
        # Maintainers

        | Ann | `@ann-chat` | [@ann](https://github.com/ann) |
        Ben, ACME <ben@example.com> (github: @ben-x, slack: b)
        Cy <cy@example.com>
        `@acme/docs` look after the pages.

        # Alumni, thanks for your work!
        Dan <dan@example.com> (@dan)
        """;
    assertThat(read("MAINTAINERS.md", text).of(Contact.class))
        .extracting(c -> c.name() + " " + c.source().line() + " " + c.handles())
        .containsExactly("maintainers 3 [@ann, @ben-x, @acme/docs]");
  }

  @Test
  void takesAGroupThatAPackageNamesAndNoSinglePerson() {
    String group =
        "[project]\nauthors = [\n  {name = \"The shop developers\", email = \"x@y.z\"},\n]\n";
    assertThat(read("pyproject.toml", group).of(Contact.class))
        .extracting(c -> c.name() + " " + c.source().line())
        .containsExactly("The shop developers 3");
    assertThat(
            read("pyproject.toml", group.replace("The shop developers", "Ann")).of(Contact.class))
        .isEmpty();
  }

  @Test
  void readsWhereQuestionsAreAnswered() {
    String forms =
        """
        contact_links:
          - {name: Report a security hole, url: "https://example.com/security"}
          - {name: Questions, url: "https://example.com/forum", about: ask here}
        """;
    assertThat(read(".github/ISSUE_TEMPLATE/config.yml", forms).of(Contact.class))
        .extracting(c -> c.kind() + " " + c.name())
        .containsExactly("CHANNEL https://example.com/forum");
  }

  @Test
  void recognisesNothingInAFileOfAnotherMeaning() {
    assertThat(read("MAINTAINERS", "Write to us.\n").of(Contact.class)).isEmpty();
    assertThat(read("OWNERS", "[broken").of(Contact.class)).isEmpty();
  }
}
