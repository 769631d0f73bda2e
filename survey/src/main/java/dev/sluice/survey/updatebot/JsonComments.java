package dev.sluice.survey.updatebot;

/// Takes the comments out of JSON that has some, leaving every other byte at its place.
final class JsonComments {
  private JsonComments() {}

  static byte[] blanked(byte[] json) {
    byte[] out = json.clone();
    int i = 0;
    while (i < out.length) {
      byte c = out[i];
      if (c == '"' || c == '\'') {
        i = afterString(out, i);
      } else if (c == '/' && i + 1 < out.length && out[i + 1] == '/') {
        i = blank(out, i, lineEnd(out, i));
      } else if (c == '/' && i + 1 < out.length && out[i + 1] == '*') {
        i = blank(out, i, blockEnd(out, i + 2));
      } else {
        i++;
      }
    }
    return out;
  }

  private static int afterString(byte[] text, int start) {
    int i = start + 1;
    while (i < text.length && text[i] != text[start] && text[i] != '\n') {
      i += text[i] == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length);
  }

  private static int lineEnd(byte[] text, int start) {
    int i = start;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }

  private static int blockEnd(byte[] text, int start) {
    int i = start;
    while (i + 1 < text.length && !(text[i] == '*' && text[i + 1] == '/')) {
      i++;
    }
    return Math.min(i + 2, text.length);
  }

  private static int blank(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != '\n') {
        text[i] = ' ';
      }
    }
    return to;
  }
}
