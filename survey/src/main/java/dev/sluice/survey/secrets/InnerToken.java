package dev.sluice.survey.secrets;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A token that is recognised by a word in its middle.
///
/// @param form the whole token
record InnerToken(String rule, String word, Pattern form) implements Detector {
  private static final int REACH = 100;

  static List<Detector> all() {
    return List.of(
        new InnerToken(
            "terraform-token",
            ".atlasv1.",
            Pattern.compile("[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}")),
        new InnerToken(
            "openai-key", "T3BlbkFJ", Pattern.compile("sk-(?:[\\w-]{0,80})T3BlbkFJ[\\w-]{20,80}")));
  }

  @Override
  public List<String> words() {
    return List.of(word);
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    int first = start;
    while (start - first < REACH && isPart(content.at(first - 1))) {
      first--;
    }
    int stop = end;
    while (stop - end < REACH && isPart(content.at(stop))) {
      stop++;
    }
    String value = content.text(first, stop);
    return content.trusted() && form.matcher(value).matches() && Entropy.isRandom(value)
        ? Finding.of(first, rule, "", stop - first)
        : null;
  }

  private static boolean isPart(int c) {
    return Token.Charset.URL.has(c) || c == '=';
  }
}
