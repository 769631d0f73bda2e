package dev.sluice.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.site.Sites;
import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.DemoService;
import dev.sluice.drivers.demo.Load;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of releases from their creation to all users, with real processes, real requests and
/// every command that people give on it.
class StoryIT {
  @TempDir Path root;
  private final int staging = free();
  private final int production = free();
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(root.resolve("artifacts"));
    shop = Shop.in(root, delivery());
  }

  @AfterEach
  void endEveryProcess() throws Exception {
    Loaded loaded =
        DeliveryLoader.standard()
            .load("delivery.yaml", Files.readAllBytes(root.resolve("delivery.yaml")));
    Declared declared = new Declared(((Loaded.Sound) loaded).delivery());
    try (Sites sites = new Sites(root, declared, ProcessTarget.Life.DETACHED, _ -> {})) {
      for (String environment : List.of("staging", "production")) {
        ((ProcessTarget) sites.target("shop", environment)).stop();
      }
    }
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String delivery() {
    return """
    apiVersion: sluice.dev/v1
    kind: Delivery
    metadata: {name: shop}
    environments:
      - {name: staging}
      - name: production
        production: true
        promotesFrom: staging
        checks: [smoke, errors, e2e]
        approvals: {from: [lea@example.com], quorum: 1}
    cd:
      healthChecks: [{name: smoke, kind: release, target: /version}]
      strategy:
        canary:
          steps: [{setWeight: 50}, {pause: PT2S}]
          bake: PT6S
          analysis:
            - {name: errors, source: splitter, compare: baseline,
               tolerance: {ratio: 1.5, absolute: 0.01}}
      targets:
        - environment: staging
          processes: {command: [%1$s], artifacts: artifacts, listen: "127.0.0.1:%2$d"}
        - environment: production
          processes: {command: [%1$s], artifacts: artifacts, listen: "127.0.0.1:%3$d"}
    """
        .formatted(command(), staging, production);
  }

  private static String command() {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx48m",
            "-cp",
            classes,
            DemoService.class.getName(),
            "{{port}}",
            "{{artifact}}")
        .stream()
        .map(word -> "\"" + word + "\"")
        .collect(Collectors.joining(", "));
  }

  private String release(String version) throws Exception {
    byte[] bytes = Behaviour.failing(version, 0).json().getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    Files.write(root.resolve("artifacts/sha256-" + hash), bytes);
    return shop.release(hash, "mia@example.com");
  }

  private CompletableFuture<Shop.Said> aside(String... words) {
    return CompletableFuture.supplyAsync(
        () -> shop.run(words),
        task -> {
          Thread _ = Thread.ofPlatform().daemon().name("story").start(task);
        });
  }

  private static Shop.Said end(CompletableFuture<Shop.Said> command) throws Exception {
    return command.get(90, TimeUnit.SECONDS);
  }

  private static String until(Supplier<String> said, String what) throws InterruptedException {
    String last = "";
    for (int i = 0; i < 300 && !last.contains(what); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      last = said.get();
    }
    assertThat(last).contains(what);
    return last;
  }

  @Test
  void fromCreationToAllUsersAndBack() throws Exception {
    String old = release("1.0.0");
    String fresh = release("2.0.0");
    for (String environment : List.of("staging", "production")) {
      shop.run("release", "deploy", old, "--environment", environment)
          .exits(Exit.OK)
          .contains(old + " has all the traffic of " + environment);
    }
    try (Load _ = load(staging);
        Load users = load(production)) {
      intoStaging(fresh);
      intoProduction(fresh);
      Load.Result seen = users.stop();
      assertThat(seen.errors()).as(seen.last()).isZero();
    }
    evidence();
  }

  private static Load load(int port) {
    return Load.start(URI.create("http://127.0.0.1:" + port + "/"), 20, 20);
  }

  /// A rollout that is paused and goes on.
  private void intoStaging(String fresh) throws Exception {
    CompletableFuture<Shop.Said> start =
        aside("rollout", "start", fresh, "--environment", "staging");
    until(() -> shop.run("runs", "list", "--open").out(), "rollout");
    String run = shop.open("rollout");
    shop.run("rollout", "pause", "--reason", "lunch")
        .exits(Exit.OK)
        .contains(run + ": pause was asked for by mia@example.com");
    CompletableFuture<Shop.Said> watch = aside("rollout", "watch", run);
    until(() -> shop.run("rollout", "status").out(), "lunch");
    shop.run("approve").exits(Exit.USAGE).contains(run + " waits for no approval now");
    shop.run("rollout", "start", fresh, "--environment", "staging")
        .exits(Exit.USAGE)
        .contains("shop is steered by " + run + " now");
    shop.run("rollout", "resume").exits(Exit.OK);
    end(start).exits(Exit.OK).contains("verified: every criterion had data to the end");
    end(watch).exits(Exit.OK).contains("PAUSED", "HEALTHY RolloutCompleted");
    shop.run("rollout", "status", run).exits(Exit.OK).contains("HEALTHY");
    shop.run("rollout", "abort", run).exits(Exit.USAGE).contains(run + " is over");
  }

  /// A promotion that waits for its checks and for somebody, while another rollout is aborted.
  private void intoProduction(String fresh) throws Exception {
    shop.run("release", "check", fresh, "e2e", "--", "false").exits(1);
    shop.run("promote", fresh, "--environment", "production")
        .exits(Exit.SHUT)
        .contains("check failed: e2e: e2e failed", "1 of 1 approvals are missing")
        .doesNotContain("smoke", "errors has", "not verified");
    shop.run("release", "check", fresh, "e2e", "--", "true").exits(0);
    shop.as("lea@example.com").run("approve").exits(Exit.OK).doesNotContain("missing");
    CompletableFuture<Shop.Said> promote =
        aside("promote", fresh, "--environment", "production", "--wait");
    aborted(release("3.0.0"));
    end(promote)
        .exits(Exit.OK)
        .contains("PROMOTED " + fresh + " into production at 20")
        .contains("HEALTHY RolloutCompleted")
        .doesNotContainPattern("\\d\\.\\d{6,9}Z");
    shop.run("release", "list").exits(Exit.OK).contains(fresh).contains("staging, production");
  }

  private void aborted(String another) throws Exception {
    CompletableFuture<Shop.Said> start =
        aside("rollout", "start", another, "--environment", "staging");
    String named = "shop-staging-";
    String line =
        until(
                () ->
                    shop.run("runs", "list", "--open")
                        .out()
                        .lines()
                        .filter(l -> l.startsWith("rollout") && l.contains(named))
                        .collect(Collectors.joining()),
                named)
            .strip();
    String run = line.substring(line.lastIndexOf(' ') + 1);
    shop.run("rollout", "abort", run, "--reason", "not today").exits(Exit.OK);
    until(() -> shop.run("rollout", "status", run).out(), "not today");
    end(start).exits(Exit.SHUT);
    shop.run("rollout", "status", run).exits(Exit.SHUT).contains("DEGRADED", "not today");
    shop.run("hold", "list").exits(Exit.OK).contains(another);
  }

  /// What is left of it, and that its logs give the same again.
  private void evidence() {
    List<String> runs =
        shop.run("runs", "list")
            .out()
            .lines()
            .filter(line -> !line.startsWith("recovery"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
    assertThat(runs).hasSize(4);
    for (String run : runs) {
      shop.run("runs", "replay", run).exits(Exit.OK).contains("the log gives the same state");
    }
    String promotion =
        runs.stream().filter(run -> run.endsWith("-promotion")).findFirst().orElse("");
    shop.run("runs", "show", promotion)
        .exits(Exit.OK)
        .contains("eligible:", "e2e passed", "approved by", "lea@example.com");
    Shop.Said check = new Shop(root).check();
    assertThat(check.out()).contains("artifact-flow.promotion-path").contains("-promotion-");
  }
}
