package dev.sluice.survey.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An AWS access key: the id by itself is no secret, so the secret part has to stand within a few
/// lines of it.
final class AwsKey implements Detector {
  private static final int NEAR = 400;
  private static final int ID = 20;
  private static final int SECRET = 40;

  @Override
  public List<String> words() {
    return List.of("AKIA", "ASIA");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    int stop = end;
    while (stop - start <= ID && Token.Charset.UPPER.has(content.at(stop))) {
      stop++;
    }
    boolean id = stop - start == ID && !Token.Charset.ALPHANUMERIC.has(content.at(start - 1));
    if (!id || !content.trusted() || Entropy.isPlaceholder(content.text(start, stop))) {
      return null;
    }
    int secret = secret(content, stop, stop + NEAR);
    int found = secret >= 0 ? secret : secret(content, start - NEAR, start);
    return found < 0 ? null : Finding.of(found, "aws-secret-key", "", SECRET);
  }

  private static int secret(Content content, int from, int to) {
    int start = Math.max(0, from);
    for (int i = start; i < Math.min(to, content.length()); i++) {
      if (isPart(content.at(i)) && !isPart(content.at(i - 1))) {
        int stop = i;
        while (isPart(content.at(stop)) && stop - i <= SECRET) {
          stop++;
        }
        if (stop - i == SECRET && looksSecret(content.text(i, stop))) {
          return i;
        }
        i = stop;
      }
    }
    return -1;
  }

  private static boolean isPart(int c) {
    return Token.Charset.ALPHANUMERIC.has(c) || c == '/' || c == '+';
  }

  private static boolean looksSecret(String value) {
    return !Entropy.isHex(value) && Entropy.bits(value) > 4.2 && !Entropy.isPlaceholder(value);
  }
}
