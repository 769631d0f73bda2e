package dev.sluice.drivers.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers as Prometheus does: with the series of each selector, written here.
final class FakeApi implements AutoCloseable {
  private static final Pattern QUERY = Pattern.compile("(.*)\\[([0-9]+)s]");

  private final HttpServer server;

  /// @param values by the second at which each was scraped
  private record Scraped(String labels, SortedMap<Long, String> values) {
    String between(long after, long until) {
      String text =
          values.subMap(after + 1, until + 1).entrySet().stream()
              .map(value -> "[" + value.getKey() + ",\"" + value.getValue() + "\"]")
              .collect(Collectors.joining(","));
      return text.isEmpty() ? "" : "{\"metric\":{" + labels + "},\"values\":[" + text + "]}";
    }
  }

  private final Map<String, List<Scraped>> series = new LinkedHashMap<>();
  private final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile String labels = "";
  private volatile String more = "";
  private volatile int status = 200;
  private volatile String instead = "";
  private volatile long slow;

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] answer = answer(exchange.getRequestURI().getPath(), form(body)).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, 0);
          try (exchange) {
            Thread.sleep(slow);
            exchange.getResponseBody().write(answer);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private String answer(String path, Map<String, String> form) {
    asked.add(form);
    if (!instead.isEmpty()) {
      return instead;
    }
    if (path.endsWith("/labels")) {
      return "{\"status\":\"success\",\"data\":[" + labels + "]}";
    }
    Matcher query = QUERY.matcher(form.getOrDefault("query", ""));
    if (!query.matches()) {
      throw new IllegalArgumentException(form.toString());
    }
    long until = (long) Double.parseDouble(form.getOrDefault("time", ""));
    long after = until - Long.parseLong(query.group(2));
    String found =
        series.getOrDefault(query.group(1), List.of()).stream()
            .map(scraped -> scraped.between(after, until))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(","));
    return "{\"status\":\"success\","
        + more
        + "\"data\":{\"resultType\":\"matrix\",\"result\":["
        + found
        + "]}}";
  }

  /// Adds a series to what a selector gives: a value for each time from one to another.
  void series(
      String selector, String labels, long from, long to, long step, LongFunction<String> value) {
    SortedMap<Long, String> values = new TreeMap<>();
    for (long at = from; at <= to; at += step) {
      values.put(at, value.apply(at));
    }
    series.computeIfAbsent(selector, key -> new ArrayList<>()).add(new Scraped(labels, values));
  }

  /// Takes the series of a selector away.
  void without(String selector) {
    series.remove(selector);
  }

  /// Labels that any metric has: `"job","code"`.
  void labels(String names) {
    labels = names;
  }

  void warns(String text) {
    more = "\"warnings\":[\"" + text + "\"],";
  }

  void answers(int code, String body) {
    status = code;
    instead = body;
  }

  void isSlow(long millis) {
    slow = millis;
  }

  List<Map<String, String>> asked() {
    return List.copyOf(asked);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
