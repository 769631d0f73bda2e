package dev.sluice.drivers.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// How a version of the demo's service behaves. It is the version's artifact, so a good one and a
/// bad one have different digests.
///
/// @param errorRate share of requests that fail
/// @param noise how far the error rate strays from minute to minute, as its coefficient of
///   variation
/// @param latencyMillis median latency
/// @param spread how far latencies stray: standard deviation of their logarithm
/// @param slowShare share of requests that are slow
/// @param slowMillis what they take longer
/// @param startMillis time until an instance is ready
public record Behaviour(
    String version,
    double errorRate,
    double noise,
    double latencyMillis,
    double spread,
    double slowShare,
    double slowMillis,
    long startMillis) {
  /// @throws IllegalArgumentException when a number is out of range
  public Behaviour {
    requireNonNull(version, "version");
    if (!share(errorRate) || !share(slowShare)) {
      throw new IllegalArgumentException("expected shares between 0 and 1");
    }
    if (noise < 0 || latencyMillis < 0 || spread < 0 || slowMillis < 0 || startMillis < 0) {
      throw new IllegalArgumentException("expected numbers of 0 or more");
    }
  }

  private static boolean share(double value) {
    return value >= 0 && value <= 1;
  }

  /// A version that is quick and fails at a rate.
  public static Behaviour failing(String version, double errorRate) {
    return new Behaviour(version, errorRate, 0, 5, 0.3, 0, 0, 0);
  }

  /// The artifact: JSON, one key a line.
  public String json() {
    return "{\n"
        + "  \"version\": \""
        + version.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\",\n"
        + "  \"errorRate\": "
        + errorRate
        + ",\n"
        + "  \"noise\": "
        + noise
        + ",\n"
        + "  \"latencyMillis\": "
        + latencyMillis
        + ",\n"
        + "  \"spread\": "
        + spread
        + ",\n"
        + "  \"slowShare\": "
        + slowShare
        + ",\n"
        + "  \"slowMillis\": "
        + slowMillis
        + ",\n"
        + "  \"startMillis\": "
        + startMillis
        + "\n"
        + "}\n";
  }

  /// Reads an artifact. A number that is left out is 0.
  ///
  /// @throws IOException when it can't be read
  public static Behaviour read(Path artifact) throws IOException {
    Map<String, Double> numbers = new HashMap<>();
    String version = "";
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(artifact))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          version = json.getString();
        } else if (token.isNumeric()) {
          numbers.put(json.currentName(), json.getDoubleValue());
        }
      }
    }
    return new Behaviour(
        version,
        numbers.getOrDefault("errorRate", 0.0),
        numbers.getOrDefault("noise", 0.0),
        numbers.getOrDefault("latencyMillis", 0.0),
        numbers.getOrDefault("spread", 0.0),
        numbers.getOrDefault("slowShare", 0.0),
        numbers.getOrDefault("slowMillis", 0.0),
        numbers.getOrDefault("startMillis", 0.0).longValue());
  }

  /// The share of requests that fail in a minute: the same for all instances of the version.
  double errorRate(long minute) {
    if (noise == 0) {
      return errorRate;
    }
    double variance = Math.log(1 + noise * noise);
    SplittableRandom random = new SplittableRandom(31L * version.hashCode() + minute);
    random.nextLong();
    double level = Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
    return Math.min(1, errorRate * level);
  }

  /// What a request takes, in milliseconds.
  double latency(SplittableRandom random) {
    double normal = latencyMillis * Math.exp(spread * random.nextGaussian());
    return normal + (random.nextDouble() < slowShare ? slowMillis : 0);
  }
}
