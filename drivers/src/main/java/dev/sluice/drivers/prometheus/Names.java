package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the placeholders of a query stand for, on one side.
///
/// @param release the release as labels name it, or null when that is not known
/// @param digest of the service's artifact, or null when that is not known
public record Names(
    Side side,
    String service,
    String environment,
    @Nullable String release,
    @Nullable String digest) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

  /// A label's value that names the canary: `canary`, or `storefront-canary`.
  private static final Pattern CANARY =
      Pattern.compile("(=~?\\s*[\"'`](?:[\\w.-]+-)?)canary([\"'`])");

  public Names {
    requireNonNull(side, "side");
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
  }

  /// The names of one side of a rollout.
  public static Names of(Pair pair, Side side) {
    Release release = pair.of(side);
    Digest digest = release.artifacts().get(pair.service());
    if (digest == null && release.artifacts().size() == 1) {
      digest = release.artifacts().firstEntry().getValue();
    }
    return new Names(
        side,
        pair.service(),
        pair.environment(),
        release.id().brief(),
        digest == null ? null : digest.value());
  }

  /// Whether a query is another one for each side.
  static boolean tellSidesApart(String query) {
    return query.contains("{{side}}")
        || query.contains("{{release}}")
        || query.contains("{{digest}}")
        || CANARY.matcher(query).find();
  }

  /// The query for this side; `{{window}}` stays.
  String fill(String query) throws QueryException {
    StringBuilder text = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(query);
    while (placeholder.find()) {
      String name = placeholder.group(1);
      String value = name.equals("window") ? Parser.WINDOW : escaped(value(name));
      placeholder.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    placeholder.appendTail(text);
    return side == Side.CANARY ? text.toString() : CANARY.matcher(text).replaceAll("$1stable$2");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String value(String name) throws QueryException {
    return switch (name) {
      case "side" -> side.name().toLowerCase(Locale.ROOT);
      case "service" -> service;
      case "environment" -> environment;
      case "release" -> known(name, release, "say which release it was");
      case "digest" -> known(name, digest, "call an artifact as the service, or use {{release}}");
      default ->
          throw new QueryException(
              "expected {{side}}, {{release}}, {{digest}}, {{service}}, {{environment}} or"
                  + " {{window}}, but found {{"
                  + name
                  + "}}",
              name.equals("version")
                  ? "a release has no version of its own: use {{release}} or {{digest}}"
                  : "use one of these");
    };
  }

  private String known(String name, @Nullable String value, String fix) throws QueryException {
    if (value == null) {
      throw new QueryException(
          "nobody knows what {{"
              + name
              + "}} stands for on the side "
              + side.name().toLowerCase(Locale.ROOT),
          fix);
    }
    return value;
  }
}
