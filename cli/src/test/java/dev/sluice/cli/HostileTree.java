package dev.sluice.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A repository made to do harm, with one honest neighbour beside each kind of file.
final class HostileTree {
  private static final String WORKFLOWS = ".github/workflows/";

  private final Path root;
  private int files;

  HostileTree(Path root) {
    this.root = root;
  }

  /// Writes every file.
  ///
  /// @return how many hostile ones there are
  int write() {
    yaml();
    workflows();
    images();
    infrastructure();
    others();
    names();
    links();
    int hostile = files;
    neighbours();
    return hostile;
  }

  private void neighbours() {
    file(
        WORKFLOWS + "honest.yml",
        """
        name: honest
        on: [push]
        permissions: {contents: read}
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
              - run: go test ./...
        """);
    file("honest/Dockerfile", "FROM debian:12\nRUN true\n");
    file("honest/main.tf", "resource \"null_resource\" \"honest\" {}\n");
    file(
        "honest/rules.yaml",
        "groups:\n  - name: honest\n    rules:\n      - {alert: Honest, expr: up == 0, for: 5m}\n");
    file("honest/migrations/V1__honest.sql", "CREATE TABLE honest (id int);\n");
  }

  private void yaml() {
    String bomb =
        IntStream.range(1, 12)
            .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "x]\n")
            .collect(Collectors.joining("", "on: push\na0: &a0 [x]\n", "jobs: *a11\n"));
    file(WORKFLOWS + "bomb.yml", bomb);
    file(WORKFLOWS + "cycle.yml", "on: push\njobs: &jobs {test: *jobs}\n");
    file(WORKFLOWS + "unknown-anchor.yml", "on: push\njobs: *nowhere\n");
    file(WORKFLOWS + "merge-cycle.yml", "on: push\njobs: &j\n  <<: *j\n  test: {}\n");
    file(WORKFLOWS + "deep-flow.yml", "on: push\njobs: " + "[".repeat(50_000));
    file(WORKFLOWS + "deep-block.yml", deepBlock(5_000));
    file(
        WORKFLOWS + "tags.yml",
        "on: !!javax.script.ScriptEngineManager [!!java.net.URL [x]]\njobs: {}\n");
    file(WORKFLOWS + "tabs.yml", "on: push\njobs:\n\ttest:\n\t\tsteps: []\n");
    file(WORKFLOWS + "duplicate.yml", "on: push\non: pull_request\njobs: {}\njobs: {}\n");
    file(WORKFLOWS + "empty.yml", "");
    file(WORKFLOWS + "only-comments.yml", "# nothing\n");
    file(WORKFLOWS + "documents.yml", "---\n".repeat(10_000));
    bytes(WORKFLOWS + "latin1.yml", "on: push # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes(WORKFLOWS + "utf16.yml", "on: push\njobs: {}\n".getBytes(StandardCharsets.UTF_16));
    bytes(WORKFLOWS + "nul.yml", "on: push\njobs: {a\0b: {}}\n".getBytes(StandardCharsets.UTF_8));
    bytes(
        WORKFLOWS + "binary.yml",
        IntStream.range(0, 4096)
            .collect(ByteArrayOutputStream::new, (o, i) -> o.write(i * 31), (a, b) -> {})
            .toByteArray());
    sparse(WORKFLOWS + "one-line-of-200-mb.yml", 200L * 1024 * 1024);
    file("runs.json", "{\"a\":".repeat(100_000));
  }

  private void workflows() {
    file(WORKFLOWS + "list.yml", "- on\n- push\n");
    file(WORKFLOWS + "scalar.yml", "on\n");
    file(
        WORKFLOWS + "half.yml",
        "on:\n  push:\njobs:\n  test:\n    steps:\n      - run: |\n          go te");
    file(
        WORKFLOWS + "wrong-shapes.yml",
        "on: {push: [1, {x: y}]}\njobs: {a: [], b: 3, c: {steps: {x: y}, needs: {z: 1}}}\n");
    file(
        WORKFLOWS + "needs-cycle.yml",
        "on: push\njobs:\n  a: {needs: b, steps: [{run: x}]}\n  b: {needs: a, steps: [{run: x}]}\n");
    file(
        WORKFLOWS + "calls-itself.yml",
        "on: [push, workflow_call]\njobs:\n  a: {uses: ./.github/workflows/calls-itself.yml}\n");
    file(WORKFLOWS + "calls-outside.yml", "on: push\njobs:\n  a: {uses: ./../../../etc/passwd}\n");
    file(WORKFLOWS + "quotes.yml", step("echo 'never closed \\\" $(( ` << EOF && || ;; |"));
    file(WORKFLOWS + "expression.yml", step("echo ${{ github.event.issue.title ${{ ${{ }} '"));
    file(
        WORKFLOWS + "conditions.yml",
        "on: push\njobs:\n  a:\n    if: " + "(".repeat(20_000) + "\n    steps: [{run: x}]\n");
    file(WORKFLOWS + "backtrack.yml", step("a".repeat(200_000) + "! " + "x=".repeat(50_000)));
    file(
        WORKFLOWS + "escapes.yml",
        "name: \"\\e[31mred\\e[0m\\a\"\non: push\njobs: {a: {steps: [{uses: \"x/y@\\e[2J\"}]}}\n");
    file("action.yml", "runs: {using: composite, steps: [{uses: ./}]}\n");
    file("Makefile", "test: test\n\t$(MAKE) test\n");
  }

  private static String step(String run) {
    return "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          " + run + "\n";
  }

  private void images() {
    file(
        "bad/Dockerfile",
        "FROM\nFROM ${A:-${B:-${C}}} AS\nCOPY --from=\n" + "RUN x \\\n".repeat(50_000));
    file("compose/docker-compose.yml", "services: {a: {image: \"${A}\"}, b: {image: [x]}, c: 3}\n");
    file("compose/.env", "A=${B}\nB=${A}\n=\n\0\n");
    file("overlays/a/kustomization.yaml", "resources: [../b, ../a]\nimages: [{name: x}, 3]\n");
    file("overlays/b/kustomization.yaml", "resources: [../a]\n");
    file("overlays/c/kustomization.yaml", "resources: [../../../../../../etc]\n");
    file("chart/Chart.yaml", "name: [x\n");
    file("chart/values.yaml", "image: {repository: {a: b}, tag: [c]}\n");
    file(
        "k8s/half.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{image: ");
    file(
        "k8s/many.yaml",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: x}]}\n---\n".repeat(5_000));
  }

  private void infrastructure() {
    file("tf/truncated.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"");
    file("tf/deep.tf", "locals { a = " + "[".repeat(20_000));
    file("tf/heredoc.tf", "locals { a = <<EOF\nnever closed\n");
    file("tf/interpolation.tf", "locals { a = \"" + "${".repeat(10_000) + "\" }\n");
    file("tf/.terraform.lock.hcl", "provider \"x\" {");
  }

  private void others() {
    file("CODEOWNERS", "* ".repeat(200_000) + "\n[[[[ ***/**/**/**/**/**/x @a\n");
    file("renovate.json", "{\"extends\": [");
    file(".github/dependabot.yml", "version: 2\nupdates: 7\n");
    file("package.json", "[1, 2]");
    file("rules/prometheus.yaml", "groups: {rules: 3}\n");
    file("migrations/V1__x.sql", "DROP TABLE 'never closed; /* /* /* \n$$ $a$");
    file(
        ".sluice/runs/wrong.json",
        "{\"schema\": \"sluice.dev/run/v1\", \"kind\": \"nonsense\", \"at\": \"yesterday\"}");
    file(".gitignore", "[\n!\n\\\n**/**/**/\n");
    file("secrets.txt", "ghp_" + "a".repeat(500_000) + "\nAKIA" + "A".repeat(500_000));
    file("docs/runbooks/x.md", "# ".repeat(100_000) + "\n[a](" + "(".repeat(50_000));
    file(".git/HEAD", "ref: refs/heads/../../../etc/passwd\n");
    file(".git/index", "DIRC garbage");
  }

  private void names() {
    file("names/with\nnewline.yml", "a: b\n");
    file("names/\u001B[31mred.yml", "a: b\n");
    file("names/<script>alert(1)<script>.yml", "a: b\n");
    file("names/\u202Egpj.exe", "a\n");
    file("names/" + "x".repeat(250) + ".tf", "}{");
    file(
        IntStream.range(0, 200).mapToObj(i -> "d").collect(Collectors.joining("/")) + "/Dockerfile",
        "FROM x\n");
  }

  private void links() {
    link(WORKFLOWS + "outside.yml", Path.of("/etc/passwd"));
    link("loop", Path.of("."));
    link("self", Path.of("self"));
    link("parent", Path.of("..").resolve(".."));
  }

  private static String deepBlock(int depth) {
    return IntStream.range(0, depth)
        .mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining("", "on: push\n", ""));
  }

  private void file(String name, String text) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(String name, byte[] bytes) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
      files++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sparse(String name, long size) {
    bytes(name, new byte[0]);
    byte[] block = new byte[1024 * 1024];
    Arrays.fill(block, (byte) 'a');
    try (var out = Files.newOutputStream(root.resolve(name))) {
      for (long written = 0; written < size; written += block.length) {
        out.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void link(String name, Path target) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, target);
      files++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
