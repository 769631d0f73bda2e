package dev.sluice.survey.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The token of a Telegram bot: its number, a colon, and 35 characters that begin with `AA`.
final class TelegramToken implements Detector {
  @Override
  public List<String> words() {
    return List.of(":AA");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    int first = start;
    while (start - first <= 10 && content.at(first - 1) >= '0' && content.at(first - 1) <= '9') {
      first--;
    }
    int stop = end;
    while (Token.Charset.URL.has(content.at(stop)) && stop - end <= 33) {
      stop++;
    }
    boolean formed =
        start - first >= 8
            && start - first <= 10
            && stop - end == 33
            && !Token.Charset.URL.has(content.at(first - 1));
    return formed && content.trusted() && Entropy.isRandom(content.text(end, stop))
        ? Finding.of(first, "telegram-token", "", stop - first)
        : null;
  }
}
