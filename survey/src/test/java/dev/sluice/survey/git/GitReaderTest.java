package dev.sluice.survey.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Churn;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path root;
  @TempDir Path elsewhere;
  private Git git;

  @BeforeEach
  void init() throws Exception {
    QuietSystem.install();
    git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void countsWhatChangedInTheLastNinetyDays() throws Exception {
    commit("infra/main.tf", "ann", Duration.ofDays(200));
    commit("infra/main.tf", "ann", Duration.ofDays(20));
    commit("k8s/deploy.yaml", "bob", Duration.ofDays(10));
    commit("src/App.java", "cid", Duration.ofDays(5));
    commit(".github/workflows/ci.yml", "renovate[bot]", Duration.ofDays(1));
    commit("db/migrations/1.sql", "bob", Duration.ZERO);
    Facts facts = facts();
    Repository repository = facts.of(Repository.class).getFirst();
    assertThat(repository.commits()).isEqualTo(6);
    assertThat(repository.recentCommits()).isEqualTo(5);
    assertThat(repository.recentAuthors()).isEqualTo(3);
    assertThat(repository.branch()).isEqualTo("main");
    assertThat(repository.firstCommit()).isEqualTo(NOW.minus(Duration.ofDays(200)));
    assertThat(repository.lastCommit()).isEqualTo(NOW);
    assertThat(churn(facts))
        .containsExactlyInAnyOrder(
            "infrastructure 2 by 2", "pipelines 1 by 0", "migrations 1 by 1");
  }

  @Test
  void subdirectoryHasItsOwnHistory() throws Exception {
    commit("a/main.tf", "ann", Duration.ofDays(2));
    commit("b/main.tf", "bob", Duration.ofDays(1));
    Facts facts = new Fixture(root.resolve("a")).read(new GitReader());
    Repository repository = facts.of(Repository.class).getFirst();
    assertThat(repository.name()).isEqualTo("a");
    assertThat(repository.commit()).hasSize(40);
    assertThat(repository.recentCommits()).isEqualTo(1);
    assertThat(churn(facts)).containsExactly("infrastructure 1 by 1");
  }

  @Test
  void isNamedAfterItsOrigin() throws Exception {
    commit("a", "ann", Duration.ZERO);
    git.remoteAdd()
        .setName("origin")
        .setUri(new URIish("git@example.com:acme/storefront.git"))
        .call();
    git.getRepository().updateRef("refs/remotes/origin/HEAD").link("refs/remotes/origin/trunk");
    Repository repository = facts().of(Repository.class).getFirst();
    assertThat(repository.name()).isEqualTo("storefront");
    assertThat(repository.defaultBranch()).isEqualTo("trunk");
  }

  @Test
  void readsTagsThatNameVersions() throws Exception {
    commit("a", "ann", Duration.ofDays(3));
    git.tag().setName("v1.2.0").setTagger(who("ann", Duration.ofDays(2))).setMessage("x").call();
    git.tag().setName("app-1.10").setAnnotated(false).call();
    git.tag().setName("nightly").setAnnotated(false).call();
    assertThat(facts().of(Tag.class))
        .map(tag -> tag.name() + " " + tag.at() + " " + tag.signed())
        .containsExactly(
            "app-1.10 " + NOW.minus(Duration.ofDays(3)) + " false",
            "v1.2.0 " + NOW.minus(Duration.ofDays(2)) + " false");
  }

  @Test
  void emptyRepositoryHasNoCommit() {
    Facts facts = facts();
    assertThat(facts.of(Repository.class).getFirst().commit()).isNull();
    assertThat(facts.of(Unreadable.class)).isEmpty();
  }

  @Test
  void outsideGitThereIsOnlyAName() {
    Facts facts = new Fixture(elsewhere).read(new GitReader());
    assertThat(facts.of(Repository.class).getFirst().commit()).isNull();
    assertThat(facts.all()).hasSize(1);
  }

  @Test
  void shallowCloneSaysSoAndCountsNothingAtItsEdge() throws Exception {
    commit("main.tf", "ann", Duration.ofDays(3));
    commit("main.tf", "ann", Duration.ofDays(2));
    Path copy = elsewhere.resolve("copy");
    Git.cloneRepository()
        .setURI(root.toUri().toString())
        .setDirectory(copy.toFile())
        .setDepth(1)
        .call()
        .close();
    Facts facts = new Fixture(copy).read(new GitReader());
    assertThat(facts.of(Repository.class).getFirst().shallow()).isTrue();
    assertThat(facts.of(Churn.class)).isEmpty();
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(u -> assertThat(u.hides()).containsExactly(Churn.class, Tag.class));
  }

  @Test
  void brokenObjectsHideOnlyHistory() throws Exception {
    commit("main.tf", "ann", Duration.ofDays(2));
    commit("main.tf", "ann", Duration.ofDays(1));
    try (Stream<Path> objects = Files.walk(root.resolve(".git/objects"))) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
        Files.writeString(object, "broken");
      }
    }
    Facts facts = facts();
    assertThat(facts.of(Repository.class).getFirst().commit()).hasSize(40);
    assertThat(facts.of(Unreadable.class)).isNotEmpty();
  }

  @Test
  void linkedWorktreeIsReadFromItsRepository() throws Exception {
    commit("main.tf", "ann", Duration.ofDays(1));
    Path worktree = elsewhere.resolve("wt");
    Process add =
        new ProcessBuilder("git", "worktree", "add", "-q", "-b", "side", worktree.toString())
            .directory(root.toFile())
            .inheritIO()
            .start();
    assertThat(add.waitFor()).isZero();
    Repository repository =
        new Fixture(worktree).read(new GitReader()).of(Repository.class).getFirst();
    assertThat(repository.branch()).isEqualTo("side");
    assertThat(repository.commits()).isEqualTo(1);
  }

  @Test
  void leavesTheRepositoryAsItWas() throws Exception {
    commit("main.tf", "ann", Duration.ofDays(1));
    List<String> before = listing();
    facts();
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void arrivalIsFoundByHalvingAndNotMovedByEdits() throws Exception {
    commit("old.sql", "ann", Duration.ofDays(30));
    for (int day = 29; day > 10; day--) {
      commit("other.txt", "ann", Duration.ofDays(day));
    }
    commit("new.sql", "ann", Duration.ofDays(10));
    commit("new.sql", "ann", Duration.ofDays(2));
    commit("old.sql", "ann", Duration.ofDays(1));
    try (Arrival arrival = Arrival.in(Walk.of(root, false)).orElseThrow()) {
      assertThat(arrival.of("old.sql")).isEqualTo(NOW.minus(Duration.ofDays(30)));
      assertThat(arrival.of("new.sql")).isEqualTo(NOW.minus(Duration.ofDays(10)));
      assertThat(arrival.of("never.sql")).isNull();
    }
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted(Comparator.naturalOrder()).map(Path::toString).toList();
    }
  }

  private Facts facts() {
    return new Fixture(root).read(new GitReader());
  }

  private static List<String> churn(Facts facts) {
    return facts.of(Churn.class).stream()
        .map(c -> c.area() + " " + c.changes() + " by " + c.authors())
        .toList();
  }

  private void commit(String file, String author, Duration ago) throws Exception {
    new Fixture(root).file(file, ago.toString());
    git.add().addFilepattern(file).call();
    PersonIdent who = who(author, ago);
    git.commit().setMessage("x").setAuthor(who).setCommitter(who).setSign(false).call();
  }

  private static PersonIdent who(String name, Duration ago) {
    return new PersonIdent(name, name + "@example.com", NOW.minus(ago), ZoneOffset.UTC);
  }
}
