package dev.sluice.cli.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusHistoryTest {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final Pattern QUERY = Pattern.compile("query=(\\S+)\\[([0-9]+)s]");
  private static final Pattern TIME = Pattern.compile("time=([0-9]+)");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final HttpServer server;

  @TempDir Path root;

  PrometheusHistoryTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          String form =
              URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
          byte[] answer = answer(form).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    Files.writeString(
        root.resolve("delivery.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: Delivery
        metadata: {name: shop}
        cd:
          strategy:
            canary:
              steps: [{setWeight: 5}, {pause: PT1M}]
              analysis:
                - name: errors
                  compare: baseline
                  query:
                    bad: sum(rate(bad_total{release="{{release}}"}[2m]))
                    total: sum(rate(requests_total{release="{{release}}"}[2m]))
                - name: loose
                  compare: objective
                  query:
                    bad: sum(bad_total{release="{{release}}"})
                    total: sum(requests_total{release="{{release}}"})
                  objective: {comparison: below, threshold: 0.9}
        """);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// 100 requests in a second on the stable; 20 on a canary that begins after an hour and fails
  /// half of them.
  private static String answer(String form) {
    Matcher query = QUERY.matcher(form);
    Matcher time = TIME.matcher(form);
    if (!query.find() || !time.find()) {
      return "{\"status\":\"success\",\"data\":[\"release\"]}";
    }
    long until = Long.parseLong(time.group(1));
    String what = query.group(1);
    boolean canary = what.contains("new");
    long speed = what.startsWith("bad") ? canary ? 10 : 0 : canary ? 20 : 100;
    List<String> values = new ArrayList<>();
    for (long at = (until - Long.parseLong(query.group(2))) / 5 * 5 + 5; at <= until; at += 5) {
      long since = at - START - (canary ? 3600 : -100_000);
      if (since > 0) {
        values.add("[" + at + ",\"" + (what.startsWith("up") ? 1 : speed * since) + "\"]");
      }
    }
    String labels = what.startsWith("up") ? "{" + at("a") + "}" : "{" + at("a") + ",\"x\":\"y\"}";
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + (values.isEmpty()
            ? ""
            : "{\"metric\":" + labels + ",\"values\":[" + String.join(",", values) + "]}")
        + "]}}";
  }

  private static String at(String instance) {
    return "\"job\":\"shop\",\"instance\":\"" + instance + "\"";
  }

  private int judge(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "judge",
                "--prometheus",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "--plan",
                root.resolve("delivery.yaml").toString(),
                "--from",
                "2026-01-01T00:00:00Z"));
    arguments.addAll(List.of(more));
    return Main.run(
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false),
        arguments.toArray(String[]::new));
  }

  @Test
  void judgesEachCriterionOfThePlanOnHistory() {
    int exit = judge("--to", "2026-01-01T01:10:00Z", "--stable", "old", "--canary", "new");
    assertThat(exit).as(err.toString(UTF_8)).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("errors: worse at 36[0-9][0-9](\\.[0-9]+)? s\\. .*"))
        .anyMatch(line -> line.startsWith("loose: not-worse at "));
  }

  @Test
  void saysWhatReleaseStandsFor() {
    assertThat(judge("--to", "2026-01-01T01:10:00Z")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8))
        .contains("stop criterion 'errors'")
        .contains("{{release}}")
        .contains("fix:");
  }

  @Test
  void needsATimeAndAServer() {
    assertThat(judge()).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("--to: expected an instant");
    server.stop(0);
    assertThat(judge("--to", "2026-01-01T00:10:00Z", "--stable", "old", "--canary", "new"))
        .isEqualTo(Exit.FAILURE);
    assertThat(err.toString(UTF_8)).contains("does not answer");
  }
}
