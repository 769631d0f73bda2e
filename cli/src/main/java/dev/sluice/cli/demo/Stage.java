package dev.sluice.cli.demo;

import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.DemoService;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The directory that a demo plays in: its delivery, and the artifacts of two versions.
record Stage(Path root, int port) {
  static final String SERVICE = "shop";
  static final String ENVIRONMENT = "production";

  /// Makes the directory ready.
  static Stage of(Path root, Play play) throws IOException {
    Files.createDirectories(root.resolve("artifacts"));
    Stage stage = new Stage(root, free());
    Files.writeString(root.resolve("delivery.yaml"), stage.delivery(play));
    return stage;
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// A release of a version, whose artifact is put where the target finds it.
  Release release(Behaviour behaviour) throws IOException {
    byte[] bytes = behaviour.json().getBytes(StandardCharsets.UTF_8);
    String hash = sha256(bytes);
    Files.write(root.resolve("artifacts/sha256-" + hash), bytes);
    return new Release(
        SERVICE,
        new TreeMap<>(Map.of(SERVICE, new Digest("sha256:" + hash))),
        behaviour.version(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The file whose presence makes every version fail more.
  Path incident() {
    return root.resolve("incident");
  }

  private String delivery(Play play) {
    String source = play == Play.NO_METRICS ? "nobody" : "splitter";
    String latency =
        play == Play.SLOW
            ? "\n        - {name: latency, source: splitter, compare: baseline,"
                + " query: {buckets: latency}, tolerance: {ratio: 1.5}}"
            : "";
    return """
    apiVersion: sluice.dev/v1
    kind: Delivery
    metadata: {name: shop}
    context:
      services:
        - {name: shop, path: ., owner: shop-team, tier: 2, exposure: internal}
    environments:
      - {name: production, production: true}
    cd:
      strategy:
        canary:
          steps: [{setWeight: 10}, {pause: PT12S}, {setWeight: 25}, {pause: PT6S}, {setWeight: 50}, {pause: PT6S}]
          maxExposedRequests: 20000
          progressDeadline: PT1M
          bake: PT6S
          analysis:
            - {name: errors, source: %s, compare: baseline, query: {bad: errors, total: requests},
               tolerance: {ratio: 1.5, absolute: 0.01}, onNoData: hold}%s
      targets:
        - environment: production
          replicas: 2
          processes:
            command: [%s]
            artifacts: artifacts
            readiness: /readyz
            listen: "127.0.0.1:%d"
      sources:
        - {name: nobody, prometheus: "http://127.0.0.1:1"}
    releaseSafety:
      triggers:
        - {name: errors, signal: errors, comparison: below, threshold: 0.01, window: PT1M, action: rollback, within: PT1M, by: sluice}
      recovery: {checks: [errors], within: PT2M}
      drill: {every: P90D, owner: shop-team, environment: production}
      blastRadius: {maxShare: 25, maxRequests: 20000}
    """
        .formatted(source, latency, command(), port);
  }

  private String command() {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx48m",
            "-Dsluice.demo.incident=" + incident(),
            "-cp",
            classPath(),
            DemoService.class.getName(),
            "{{port}}",
            "{{artifact}}");
    return words.stream().map(Stage::quoted).collect(Collectors.joining(", "));
  }

  /// The class path of this process; a target starts its instances elsewhere.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "''") + "'";
  }
}
