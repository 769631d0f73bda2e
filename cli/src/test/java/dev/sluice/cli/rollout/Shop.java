package dev.sluice.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.StoredConfig;

/// A directory with a delivery, and commands that people run in it. Git says who they are.
record Shop(Path root) {
  static final String STAGING_AND_PRODUCTION =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: shop}
      context:
        constraints:
          freezes: [{name: always, from: 2020-01-01, to: 2099-12-31}]
      environments:
        - {name: staging}
        - name: production
          production: true
          promotesFrom: staging
          checks: [smoke, errors, e2e]
          approvals: {from: [lea@example.com, kim@example.com], quorum: 2, expires: PT1H}
        - {name: lab, promotesFrom: staging, approvals: {from: [lea@example.com], expires: PT1S}}
      cd:
        healthChecks: [{name: smoke, kind: release, target: /version}]
        strategy:
          canary:
            steps: [{setWeight: 50}]
            analysis: [{name: errors, source: splitter, compare: baseline}]
        targets:
          - {environment: staging, processes: {command: [shop], listen: "127.0.0.1:1"}}
          - {environment: production, processes: {command: [shop], listen: "127.0.0.1:1"}}
          - {environment: lab, processes: {command: [shop], listen: "127.0.0.1:1"}}
      """;

  static Shop in(Path root, String delivery) throws IOException {
    Files.writeString(root.resolve("delivery.yaml"), delivery);
    try (Git _ = Git.init().setDirectory(root.toFile()).call()) {
      return new Shop(root).as("mia@example.com");
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  /// Who runs what comes.
  Shop as(String name) throws IOException {
    try (Git git = Git.open(root.toFile())) {
      StoredConfig config = git.getRepository().getConfig();
      config.setString("user", null, "email", name);
      config.save();
    }
    return this;
  }

  /// What a command said.
  record Said(int exit, String out, String err) {
    AbstractStringAssert<?> exits(int code) {
      assertThat(exit).as(out + err).isEqualTo(code);
      return assertThat(code == 2 ? err : out);
    }
  }

  Said run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    int end = all.indexOf("--");
    all.addAll(end < 0 ? all.size() : end, List.of("--in", root.toString()));
    return said(all);
  }

  /// What `sluice check` makes of it.
  Said check() {
    return said(List.of("check", root.toString(), "--format", "json"));
  }

  private static Said said(List<String> all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(new Terminal(stream(out), stream(err), false, false), all.toArray(String[]::new));
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// A release with an artifact, by the twelve digits that people use.
  String release(String digest, String authors) {
    Said said =
        run("release", "create", "--artifact", "shop=sha256:" + digest, "--authors", authors);
    assertThat(said.exit()).as(said.err()).isZero();
    return said.out().strip().substring("sha256:".length()).substring(0, 12);
  }

  Store store() {
    return Sqlite.open(root.resolve(".sluice/state.db"));
  }

  /// The open run of a kind.
  String open(String kind) {
    return run("runs", "list", "--open")
        .out()
        .lines()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("none");
  }
}
