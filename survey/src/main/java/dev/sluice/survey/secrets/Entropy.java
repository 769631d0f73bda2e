package dev.sluice.survey.secrets;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells values that a machine made at random from those that a person wrote to be read.
final class Entropy {
  private static final List<String> TELLING =
      List.of(
          "example",
          "sample",
          "dummy",
          "fake",
          "placeholder",
          "changeme",
          "change_me",
          "change-me",
          "replace",
          "your",
          "xxxx",
          "redacted",
          "insert",
          "secret-here",
          "deadbeef",
          "foobar",
          "0000000",
          "11111111",
          "1234567",
          "abcdefg",
          "abcd1234",
          "not-a-",
          "notareal",
          "<",
          "${",
          "{{",
          "...",
          "***");
  private static final Set<String> WEAK =
      Set.of(
          "password",
          "passwd",
          "pass",
          "pwd",
          "secret",
          "admin",
          "administrator",
          "root",
          "user",
          "username",
          "guest",
          "test",
          "testing",
          "postgres",
          "postgresql",
          "mysql",
          "mariadb",
          "mongo",
          "mongodb",
          "redis",
          "rabbitmq",
          "minio",
          "minioadmin",
          "grafana",
          "token",
          "default",
          "demo",
          "dev",
          "development",
          "local",
          "localhost",
          "letmein",
          "qwerty",
          "welcome",
          "none",
          "null",
          "empty",
          "true",
          "false",
          "todo",
          "tbd",
          "db",
          "database",
          "app",
          "hunter2",
          "p@ssw0rd",
          "passw0rd",
          "mypassword",
          "mysecret",
          "sa",
          "string");

  private Entropy() {}

  /// Whether a value stands for one that is filled in elsewhere, or is shown for explanation.
  static boolean isPlaceholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return TELLING.stream().anyMatch(lower::contains)
        || distinct(value) < Math.min(6, value.length() / 2);
  }

  /// Whether a password protects nothing: a word that everybody uses in development.
  static boolean isWeak(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    String stem = lower.replaceAll("[\\W\\d_]+$", "");
    return value.length() < 6
        || WEAK.contains(lower)
        || WEAK.contains(stem)
        || isPlaceholder(value)
        || lower.contains("password")
        || lower.contains("secret");
  }

  /// Whether a value of letters and digits looks drawn at random.
  static boolean isRandom(String value) {
    return !isPlaceholder(value)
        && bits(value) >= (isHex(value) ? 3.0 : value.length() < 32 ? 3.5 : 3.9);
  }

  static boolean isHex(String value) {
    return value.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }

  /// Shannon's entropy of a value's characters, in bits for each.
  static double bits(String value) {
    int[] counts = new int[128];
    value.chars().forEach(c -> counts[Math.min(c, 127)]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  private static int distinct(String value) {
    Set<Integer> seen = new HashSet<>();
    value.chars().forEach(seen::add);
    return seen.size();
  }
}
