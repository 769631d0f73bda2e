package dev.sluice.survey.secrets;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A token of known form: a fixed prefix and then so many characters of one kind.
///
/// @param rule its name in facts
/// @param prefix how it begins
/// @param charset which characters follow
/// @param min fewest of them
/// @param max most of them
/// @param proof a check of the part behind the prefix that chance doesn't pass, or one of its form
/// @param certain whether the proof is a checksum, so that even documentation shows a real one
record Token(
    String rule,
    String prefix,
    Charset charset,
    int min,
    int max,
    Predicate<String> proof,
    boolean certain)
    implements Detector {
  /// Kinds of characters.
  enum Charset {
    ALPHANUMERIC,
    HEX,
    UPPER,
    URL,
    DOTTED;

    boolean has(int c) {
      boolean digit = c >= '0' && c <= '9';
      boolean lower = c >= 'a' && c <= 'z';
      boolean upper = c >= 'A' && c <= 'Z';
      return switch (this) {
        case ALPHANUMERIC -> digit || lower || upper;
        case HEX -> digit || (c >= 'a' && c <= 'f');
        case UPPER -> digit || upper;
        case URL -> digit || lower || upper || c == '-' || c == '_';
        case DOTTED ->
            digit || lower || upper || c == '-' || c == '_' || c == '.' || c == '/' || c == '=';
      };
    }
  }

  static Token random(String rule, String prefix, Charset charset, int min, int max) {
    return new Token(rule, prefix, charset, min, max, Entropy::isRandom, false);
  }

  static Token checked(
      String rule, String prefix, Charset charset, int length, Predicate<String> checksum) {
    return new Token(rule, prefix, charset, length, length, checksum, true);
  }

  @Override
  public List<String> words() {
    return List.of(prefix);
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    if (Charset.URL.has(content.at(start - 1))) {
      return null;
    }
    int stop = end;
    while (stop - end <= max && charset.has(content.at(stop))) {
      stop++;
    }
    int length = stop - end;
    if (length < min || length > max || Charset.ALPHANUMERIC.has(content.at(stop))) {
      return null;
    }
    String body = content.text(end, stop);
    boolean real =
        !Entropy.isPlaceholder(body) && proof.test(body) && (certain || content.trusted());
    return real ? Finding.of(start, rule, prefix, stop - start) : null;
  }
}
