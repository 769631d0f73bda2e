package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Series.Sample;
import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP API of a Prometheus, or of what speaks like one. Safe for several threads.
///
/// Source: Prometheus, "HTTP API".
final class Api implements AutoCloseable {
  private static final long LARGEST = 64L << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final String url;
  private final Duration timeout;

  /// @param url where the API is, without `/api/v1`
  /// @throws IllegalArgumentException when it is no such URL
  Api(String url, Duration timeout) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme();
    if (uri.getHost() == null || scheme == null || !scheme.matches("https?")) {
      throw new IllegalArgumentException("expected http://host:port, but found " + url);
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException(
          "expected a URL without credentials and parameters for " + uri.getHost());
    }
    this.url = url.replaceFirst("/+$", "");
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /// For messages.
  String url() {
    return url;
  }

  /// The samples of some series in a span of time, as they were scraped.
  List<Series> samples(String selector, long from, long to)
      throws PortException, InterruptedException {
    String range = "[" + Span.text(Math.max(1, to - from)) + "]";
    return series(post("query", Map.of("query", selector + range, "time", seconds(to))));
  }

  /// A query's results at some times, each a step after the other.
  List<Series> range(String query, long from, long to, long step)
      throws PortException, InterruptedException {
    return series(
        post(
            "query_range",
            Map.of(
                "query",
                query,
                "start",
                seconds(from),
                "end",
                seconds(to),
                "step",
                seconds(step))));
  }

  /// The names of the labels that some series had in a span of time; none without such series.
  Set<String> labels(String selector, long from, long to)
      throws PortException, InterruptedException {
    Map<String, String> form =
        Map.of("match[]", selector, "start", seconds(from), "end", seconds(to));
    Set<String> labels = new TreeSet<>();
    for (JsonNode label : post("labels", form)) {
      labels.add(label.asString(""));
    }
    return labels;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }

  private JsonNode post(String path, Map<String, String> form)
      throws PortException, InterruptedException {
    List<String> pairs = new ArrayList<>();
    new LinkedHashMap<>(form)
        .forEach((name, value) ->
            pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    if (!path.equals("labels")) {
      pairs.add("timeout=" + Span.text(timeout.toMillis()));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "sluice")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
            .build();
    return data(answer(request));
  }

  /// The client's own time limit ends with the headers; this one is for the body as well.
  private HttpResponse<byte[]> answer(HttpRequest request)
      throws PortException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw PortException.passing(url + " did not answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private PortException failed(Throwable cause) {
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof IOException && message.contains("body exceeds capacity")) {
      return PortException.terminal(
          url + " answered with more than 64 MiB: narrow the query to fewer series", cause);
    }
    return PortException.passing(url + " does not answer: " + message, cause);
  }

  private JsonNode data(HttpResponse<byte[]> answer) throws PortException {
    int status = answer.statusCode();
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JacksonException e) {
      if (status >= 500) {
        throw PortException.passing(url + " answered " + status, e);
      }
      throw PortException.terminal(
          url
              + " answered "
              + status
              + " and no JSON: it is not the API of a Prometheus; give the URL without /api/v1",
          e);
    }
    if (status / 100 != 2 || !body.path("status").asString("").equals("success")) {
      String message = url + " answered " + status + ": " + body.path("error").asString("");
      boolean passing = status >= 500 || status == 429 || status == 408;
      throw passing ? PortException.passing(message) : PortException.terminal(message);
    }
    JsonNode warnings = body.path("warnings");
    if (!warnings.isEmpty()) {
      throw PortException.passing(
          url + " answered with a part of the data only: " + warnings.path(0).asString(""));
    }
    return body.path("data");
  }

  private List<Series> series(JsonNode data) throws PortException {
    if (!data.path("resultType").asString("").equals("matrix")) {
      throw PortException.terminal(
          url
              + " answered with a "
              + data.path("resultType").asString("nothing")
              + ", not samples");
    }
    List<Series> all = new ArrayList<>();
    for (JsonNode result : data.path("result")) {
      Map<String, String> labels = new LinkedHashMap<>();
      result
          .path("metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
      if (!result.path("histograms").isEmpty()) {
        throw PortException.terminal(
            labels.getOrDefault("__name__", "a query")
                + " is a native histogram: only classic buckets and counters are read");
      }
      List<Sample> samples = new ArrayList<>();
      for (JsonNode value : result.path("values")) {
        long at = Math.round(value.path(0).asDouble() * 1000);
        samples.add(new Sample(at, number(value.path(1).asString(""))));
      }
      all.add(new Series(labels, samples));
    }
    return List.copyOf(all);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          yield Double.NaN;
        }
      }
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
