package dev.sluice.survey.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
  @TempDir Path root;

  @BeforeEach
  void setUp() {
    new Fixture(root)
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file(".git/config", "[remote \"origin\"]\n\turl = git@github.com:acme/Storefront.git\n")
        .file("docs/errors.md", "# Too many errors!\n## What to do\n<a name=\"old\"></a>\n");
  }

  @Test
  void findsFilesFromTheirOwnDirectoryAndFromTheTop() throws IOException {
    assertThat(found("errors.md", "docs")).contains(true);
    assertThat(found("docs/errors.md", "monitoring")).contains(true);
    assertThat(found("../docs/errors.md", "monitoring")).contains(true);
    assertThat(found("docs/gone.md", "monitoring")).contains(false);
  }

  @Test
  void looksForHeadings() throws IOException {
    assertThat(found("docs/errors.md#what-to-do", ".")).contains(true);
    assertThat(found("docs/errors.md#too-many-errors", ".")).contains(true);
    assertThat(found("docs/errors.md#old", ".")).contains(true);
    assertThat(found("docs/errors.md#L3", ".")).contains(true);
    assertThat(found("docs/errors.md#who-to-call", ".")).contains(false);
  }

  @Test
  void followsUrlsOfThisRepository() throws IOException {
    String url = "https://github.com/acme/storefront/";
    assertThat(found(url + "blob/main/docs/errors.md", ".")).contains(true);
    assertThat(found(url + "blob/main/docs/errors.md#what-to-do", ".")).contains(true);
    assertThat(found(url + "tree/main/docs", ".")).contains(true);
    assertThat(found(url + "blob/main/docs/gone.md", ".")).contains(false);
  }

  @Test
  void whatLiesOutsideOrOnAnotherBranchCannotBeTold() throws IOException {
    assertThat(link("https://github.com/acme/storefront/blob/release-1/docs/gone.md")).isNull();
    assertThat(link("https://github.com/acme/other/blob/main/docs/errors.md")).isNull();
    assertThat(link("https://github.com/acme/storefront/wiki/errors")).isNull();
    assertThat(link("https://runbooks.example.org/errors")).isNull();
    assertThat(link("https://runbooks.example.org/{{ $labels.alertname }}")).isNull();
    assertThat(link("/docs/gone.md")).isNull();
    assertThat(link("../../outside.md")).isNull();
  }

  @Test
  void proseIsNoLink() throws IOException {
    assertThat(found("Restart the pod and call docs/errors.md", ".")).isEmpty();
    assertThat(found("TBD", ".")).isEmpty();
    assertThat(found("team/on-call", ".")).isEmpty();
  }

  private Optional<Boolean> found(String target, String directory) throws IOException {
    return new Targets(Walk.of(root, false))
        .link(new Text(Source.of("x.yaml"), target), directory)
        .map(RunbookLink::found);
  }

  private @Nullable Boolean link(String target) throws IOException {
    Optional<RunbookLink> link =
        new Targets(Walk.of(root, false)).link(new Text(Source.of("x.yaml"), target), ".");
    assertThat(link).isPresent();
    return link.get().found();
  }
}
