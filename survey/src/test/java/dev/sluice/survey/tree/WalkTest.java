package dev.sluice.survey.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
  @TempDir Path root;

  @Test
  void findsFilesByPathInOrder() throws IOException {
    write("b.txt", "a/c.txt", ".github/x.yml");
    assertThat(paths()).containsExactly(".github/x.yml", "a/c.txt", "b.txt");
  }

  @Test
  void leavesOutWhatGitIgnoresWithNestedRules() throws IOException {
    Files.writeString(root.resolve(".gitignore"), "*.log\nout/\n/only-here\n");
    write("x.log", "a/y.log", "a/keep.log", "out/z.txt", "only-here", "a/only-here", "a/b.txt");
    Files.writeString(root.resolve("a/.gitignore"), "!keep.log\n");
    assertThat(paths())
        .containsExactly(".gitignore", "a/.gitignore", "a/b.txt", "a/keep.log", "a/only-here");
    assertThat(leftOut())
        .containsExactlyInAnyOrder(
            "x.log: ignored by git",
            "a/y.log: ignored by git",
            "out: ignored by git",
            "only-here: ignored by git");
  }

  @Test
  void leavesOutWhatSluiceWroteForItself() throws IOException {
    write(
        "deploy/a.yaml",
        "deploy/a.yaml.sluice-new",
        ".sluice/applied/deploy/a.yaml",
        ".sluice/offered/deploy/a.yaml",
        ".sluice/staging/new-0",
        ".sluice/runs/drill.json",
        "out/MANIFEST",
        "out/bundle.json",
        "out/bundle.md",
        "out/artifacts/deploy/a.yaml",
        "staging/b.yaml",
        "lib/MANIFEST");
    String[] read = {".sluice/runs/drill.json", "deploy/a.yaml", "lib/MANIFEST", "staging/b.yaml"};
    assertThat(paths()).containsExactly(read);
    assertThat(paths(root, true)).containsExactly(read);
    assertThat(leftOut())
        .contains(
            "out: what sluice itself wrote, and nothing uses",
            ".sluice/applied: what sluice itself wrote, and nothing uses",
            "deploy/a.yaml.sluice-new: what sluice itself wrote, and nothing uses");
  }

  @Test
  void readsTrackedFilesEvenWhereTheyAreIgnored() throws Exception {
    write(".env", "conf/prod.env", "conf/other.env");
    try (Git git = Git.init().setDirectory(root.toFile()).call()) {
      git.add().addFilepattern(".env").addFilepattern("conf/prod.env").call();
    }
    Files.writeString(root.resolve(".gitignore"), ".env\nconf/\n*.env\n");
    assertThat(paths()).containsExactly(".env", ".gitignore", "conf/prod.env");
  }

  @Test
  void obeysInfoExcludeAndTheRulesOfDirectoriesAbove() throws Exception {
    Git.init().setDirectory(root.toFile()).call().close();
    Files.createDirectories(root.resolve(".git/info"));
    Files.writeString(root.resolve(".git/info/exclude"), "secret.txt\n");
    Files.writeString(root.resolve(".gitignore"), "*.bak\n");
    write("service/a.txt", "service/a.bak", "service/secret.txt");
    assertThat(paths(root.resolve("service"), false)).containsExactly("a.txt");
  }

  @Test
  void readsADirectoryThatTheRepositoryAroundIgnores() throws Exception {
    Git.init().setDirectory(root.toFile()).call().close();
    Files.writeString(root.resolve(".gitignore"), "target/\n");
    write("target/example/a.txt");
    assertThat(paths(root.resolve("target/example"), false)).containsExactly("a.txt");
  }

  @Test
  void leavesOutVendoredTreesButNotPackagesOfThatName() throws IOException {
    write(
        "go.mod",
        "vendor/modules.txt",
        "vendor/github.com/x/y.go",
        "web/node_modules/p/package.json",
        "src/main/java/com/acme/vendor/Vendor.java");
    assertThat(paths()).containsExactly("go.mod", "src/main/java/com/acme/vendor/Vendor.java");
    assertThat(leftOut())
        .containsExactlyInAnyOrder("vendor: vendored", "web/node_modules: vendored");
    assertThat(paths(root, true)).hasSize(5);
  }

  @Test
  void setsTestsAndExamplesAsideButFindsThemByName() throws IOException {
    write(
        "pkg/testdata/deploy.yaml",
        "test/manifests/deploy.yaml",
        "examples/k8s/deploy.yaml",
        "spec/fixtures/x.yml",
        "deploy/deploy.yaml");
    assertThat(paths()).containsExactly("deploy/deploy.yaml");
    assertThat(leftOut())
        .containsExactlyInAnyOrder(
            "pkg/testdata: test", "test: test", "examples: example", "spec: test");
    Tree tree = Walk.of(root, false);
    assertThat(tree.file("examples/k8s/deploy.yaml")).isPresent();
    assertThat(tree.in("test/manifests")).hasSize(1);
  }

  @Test
  void keepsEnvironmentsAndPackagesWithTheNamesOfTestsAndExamples() throws IOException {
    write(
        "overlays/test/kustomization.yaml",
        "terraform/test/main.tf",
        "terraform/prod/main.tf",
        "terraform/environments/example/main.tf",
        "src/main/java/com/example/App.java");
    assertThat(paths()).hasSize(5);
  }

  @Test
  void readsARootThatIsItselfAnExample() throws IOException {
    write("examples/storefront/test/a.yaml", "examples/storefront/deploy/a.yaml");
    assertThat(paths(root.resolve("examples/storefront"), false)).containsExactly("deploy/a.yaml");
  }

  @Test
  void leavesOutOtherRepositoriesInside() throws Exception {
    Git.init().setDirectory(root.resolve("inner").toFile()).call().close();
    write("inner/a.txt", "module/b.txt", "c.txt");
    Files.writeString(root.resolve("module/.git"), "gitdir: ../.git/modules/module\n");
    assertThat(paths()).containsExactly("c.txt");
    assertThat(leftOut())
        .containsExactlyInAnyOrder(
            "inner: another git repository", "module: another git repository");
  }

  @Test
  void followsLinksOnlyToFilesOfTheTree() throws IOException {
    write("common/versions.tf", "outside/secret.txt", "root/a.txt", "root/node_modules/x.js");
    Path inside = root.resolve("root");
    Files.createDirectories(inside.resolve("prod"));
    Files.copy(root.resolve("common/versions.tf"), inside.resolve("versions.tf"));
    link("root/prod/versions.tf", "../versions.tf");
    link("root/leak.txt", "../outside/secret.txt");
    link("root/absolute", "/etc/passwd");
    link("root/gone", "nowhere");
    link("root/loop", "loop");
    link("root/up", "..");
    link("root/self", ".");
    link("root/vendored.js", "node_modules/x.js");
    Tree tree = Walk.of(inside, false);
    assertThat(tree.files())
        .map(TreeFile::path)
        .containsExactly("a.txt", "prod/versions.tf", "versions.tf");
    assertThat(tree.file("prod/versions.tf").orElseThrow().isLink()).isTrue();
    assertThat(tree.leftOut())
        .map(left -> left.source().file() + ": " + left.why())
        .containsExactlyInAnyOrder(
            "node_modules: vendored",
            "leak.txt: symbolic link that leads outside",
            "absolute: symbolic link that leads outside",
            "up: symbolic link that leads outside",
            "gone: symbolic link to nothing",
            "loop: symbolic link to nothing",
            "self: symbolic link to a directory",
            "vendored.js: symbolic link to what is left out");
  }

  @Test
  void leavesOutPipesInsteadOfWaitingForThem() throws Exception {
    write("a.txt");
    Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThat(paths()).containsExactly("a.txt");
    assertThat(leftOut()).containsExactly("pipe: not a regular file");
  }

  @Test
  void readsNamesThatWouldConfuseATerminal() throws IOException {
    write("new\nline.yaml", "esc\u001b[31m.yaml", "späce é.yaml");
    assertThat(paths()).hasSize(3).contains("new\nline.yaml");
  }

  @Test
  void notesDirectoriesThatCannotBeOpened() throws IOException {
    write("a.txt");
    String deep = ("d".repeat(200) + "/").repeat(12);
    Files.createDirectories(root.resolve(deep));
    Path other = root.resolve("other");
    Files.createDirectories(other.resolve(deep));
    Files.move(other, root.resolve(deep).resolve("other"));
    Tree tree = Walk.of(root, false);
    assertThat(tree.files()).map(TreeFile::path).containsExactly("a.txt");
    assertThat(tree.unreadable())
        .singleElement()
        .extracting(Unreadable::why)
        .isEqualTo("cannot be opened");
    assertThat(tree.unreadable().getFirst().hides()).contains(Deployment.class);
    undo(deep);
  }

  /// Brings the deep tree back within the longest path, so that it can be deleted.
  private void undo(String deep) throws IOException {
    Files.move(root.resolve(deep).resolve("other"), root.resolve("other"));
  }

  @Test
  void bareRepositoryHasNothingToRead() throws Exception {
    Git.init().setDirectory(root.toFile()).setBare(true).call().close();
    Tree tree = Walk.of(root, false);
    assertThat(tree.files()).isEmpty();
    assertThat(tree.unreadable())
        .singleElement()
        .extracting(Unreadable::why)
        .asString()
        .contains("bare");
  }

  @Test
  void refusesWhatIsNoDirectory() throws IOException {
    write("a.txt");
    assertThatThrownBy(() -> Walk.of(root.resolve("a.txt"), false))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Walk.of(root.resolve("none"), false)).isInstanceOf(IOException.class);
  }

  @Test
  void brokenIndexTracksNothing() throws Exception {
    Git.init().setDirectory(root.toFile()).call().close();
    Files.write(
        root.resolve(".git/index"), new byte[] {'D', 'I', 'R', 'C', 0, 0, 0, 2, 127, 0, 0, 0, 1});
    Files.writeString(root.resolve(".gitignore"), "*.log\n");
    write("x.log");
    assertThat(paths()).containsExactly(".gitignore");
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
    }
  }

  private void link(String from, String to) throws IOException {
    Files.createSymbolicLink(root.resolve(from), Path.of(to));
  }

  private List<String> paths() throws IOException {
    return paths(root, false);
  }

  private static List<String> paths(Path at, boolean everything) throws IOException {
    return Walk.of(at, everything).files().stream().map(TreeFile::path).toList();
  }

  private List<String> leftOut() throws IOException {
    return Walk.of(root, false).leftOut().stream()
        .map(l -> l.source().file() + ": " + l.why())
        .toList();
  }
}
