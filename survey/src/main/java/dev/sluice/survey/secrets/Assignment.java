package dev.sluice.survey.secrets;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A random value under a name that says it is secret, in a file of settings.
final class Assignment implements Detector {
  private static final Set<String> SETTINGS =
      Set.of("env", "properties", "tfvars", "ini", "conf", "cfg", "toml", "yaml", "yml", "json");
  private static final int MAX_LINE = 400;
  private static final int MIN_VALUE = 20;

  /// A name that ends like a secret's, what separates it from its value, the value, and nothing
  /// behind but a comment.
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?:export |- )?\\s*[\"']?(?<name>[\\w.-]{2,80})[\"']?\\s{0,9}[:=]\\s{0,9}(?<quote>[\"']?)(?<value>[A-Za-z0-9+/=_.~!@#%^&*-]{20,200})\\k<quote>\\s{0,9},?\\s*(?:#.*)?");

  private static final Pattern SECRET =
      Pattern.compile(
          ".*(?i:password|passwd|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|secret[_.-]?key|encryption[_.-]?key|secret[_.-]?key[_.-]?base)");
  private static final Pattern OPEN =
      Pattern.compile("(?i).*(?:encrypted|sealed|hash|public|digest|checksum|fingerprint).*");

  @Override
  public List<String> words() {
    return List.of(
        "assword",
        "ASSWORD",
        "ecret",
        "ECRET",
        "oken",
        "OKEN",
        "api_key",
        "API_KEY",
        "apiKey",
        "ApiKey",
        "apikey",
        "access_key",
        "ACCESS_KEY",
        "accessKey",
        "private_key",
        "PRIVATE_KEY",
        "privateKey",
        "encryption_key",
        "ENCRYPTION_KEY",
        "encryptionKey");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    if (!content.trusted() || !isSettings(content.file().fileName())) {
      return null;
    }
    if (!isAssigned(content, end)) {
      return null;
    }
    int from = content.lineStart(start, MAX_LINE);
    int to = content.lineEnd(end, MAX_LINE);
    if (to - from > MAX_LINE) {
      return null;
    }
    Matcher line = LINE.matcher(content.text(from, to));
    if (!line.matches() || !isSecretName(line.group("name")) || !isSecret(line.group("value"))) {
      return null;
    }
    int at = from + line.start("value");
    return Finding.of(
        at, "assigned-secret", line.group("name") + " = ", line.group("value").length());
  }

  /// Whether the name ends soon and a separator and something long enough follow: a look before the
  /// long look.
  private static boolean isAssigned(Content content, int end) {
    int i = end;
    while (i - end < 20 && (Token.Charset.URL.has(content.at(i)) || content.at(i) == '.')) {
      i++;
    }
    while (content.at(i) == '"' || content.at(i) == '\'' || content.at(i) == ' ') {
      i++;
    }
    boolean separated = content.at(i) == ':' || content.at(i) == '=';
    return separated && content.lineEnd(i + 1, MIN_VALUE) - i > MIN_VALUE;
  }

  private static boolean isSettings(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return name.startsWith(".env") || SETTINGS.contains(extension);
  }

  private static boolean isSecretName(String name) {
    return SECRET.matcher(name).matches() && !OPEN.matcher(name).matches();
  }

  /// Letters of both cases and digits without the look of words, a path or an id; or a long
  /// hexadecimal number.
  private static boolean isSecret(String value) {
    if (Entropy.isHex(value)) {
      return value.length() >= 32
          && value.chars().anyMatch(Character::isDigit)
          && Entropy.isRandom(value);
    }
    boolean mixed =
        value.chars().anyMatch(Character::isUpperCase)
            && value.chars().anyMatch(Character::isLowerCase)
            && value.chars().filter(Character::isDigit).count() >= 2;
    boolean words =
        value.contains("://")
            || value.startsWith("/")
            || value.contains("arn:")
            || value.startsWith("eyJ");
    return mixed && !words && !Entropy.isPlaceholder(value) && Entropy.bits(value) >= 4.0;
  }
}
