package dev.sluice.drivers.splitter;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Headers on their way through a proxy: those that are meant for the next hop only end here.
///
/// Source: RFC 9110, section 7.6.1.
final class Hops {
  private static final Set<String> ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect");
  private static final HeaderName PROTO = HeaderNames.X_FORWARDED_PROTO;
  private static final HeaderName HOST = HeaderNames.X_FORWARDED_HOST;
  private static final HeaderName FOR = HeaderNames.X_FORWARDED_FOR;

  private Hops() {}

  /// Passes on the headers of a request, and says on whose behalf it is passed on. What a proxy in
  /// front has said of scheme and host stays.
  static void request(ServerRequest request, HttpRequest.Builder to) {
    Headers headers = request.headers();
    Set<String> ending = ending(headers.values(HeaderNames.CONNECTION));
    for (Header header : headers) {
      String name = header.headerName().lowerCase();
      if (!ending.contains(name) && !name.equals("content-length") && !name.equals("host")) {
        header.allValues().forEach(value -> to.header(header.name(), value));
      }
    }
    String before = String.join(", ", headers.values(FOR));
    String peer = request.remotePeer().host();
    to.setHeader(FOR.defaultCase(), before.isEmpty() ? peer : before + ", " + peer);
    if (!headers.contains(PROTO)) {
      to.setHeader(PROTO.defaultCase(), "http");
    }
    if (!headers.contains(HOST)) {
      to.setHeader(HOST.defaultCase(), request.authority());
    }
    host(request.authority(), to);
  }

  /// Where something else in this process has used the client before, the host cannot be set: then
  /// the forwarded one has to do.
  private static void host(String authority, HttpRequest.Builder to) {
    try {
      to.setHeader("Host", authority);
    } catch (IllegalArgumentException e) {
      to.setHeader("Forwarded", "host=\"" + authority.replace("\"", "") + "\"");
    }
  }

  /// Passes on the headers of an answer.
  ///
  /// @param length whether its length is passed on
  static void answer(HttpResponse<?> answer, boolean length, ServerResponse to) {
    Set<String> ending = ending(answer.headers().allValues("connection"));
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!ending.contains(lower) && (length || !lower.equals("content-length"))) {
            to.headers().set(HeaderValues.create(HeaderNames.create(name), values));
          }
        });
  }

  private static Set<String> ending(Collection<String> connection) {
    if (connection.isEmpty()) {
      return ONE_HOP;
    }
    Set<String> names = new HashSet<>(ONE_HOP);
    for (String value : connection) {
      for (String token : value.split(",", -1)) {
        names.add(token.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// The values of some headers, those that are there.
  static Map<String, String> values(Headers headers, List<String> names) {
    Map<String, String> values = new HashMap<>();
    for (String name : names) {
      headers.first(HeaderNames.create(name)).ifPresent(value -> values.put(name, value));
    }
    return values;
  }
}
