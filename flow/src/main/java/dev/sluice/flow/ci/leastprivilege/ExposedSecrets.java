package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.source.Text;
import java.util.Locale;
import java.util.regex.Pattern;

/// All secrets given to one step, or parts of one that the log no longer hides.
record ExposedSecrets() implements Audit {
  private static final Pattern ALL = Pattern.compile("tojson\\s*\\(\\s*secrets\\s*\\)");
  private static final Pattern PART = Pattern.compile("fromjson\\s*\\(\\s*secrets\\s*[.\\[]");
  private static final Pattern ANY =
      Pattern.compile("\\$\\{\\{[^}]*\\bsecrets\\s*\\[\\s*[^'\\]\\s]");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.texts().forEach(text -> look(text, answer));
  }

  private static void look(Text text, Answer.Builder answer) {
    String written = text.value().toLowerCase(Locale.ROOT);
    if (!written.contains("secrets")) {
      return;
    }
    if (ALL.matcher(written).find()) {
      answer.contradicted(
          text.source(), "every secret is given to one step", "name the secrets that it needs");
    }
    if (PART.matcher(written).find()) {
      answer.contradicted(
          text.source(),
          "a part of a secret is taken out, and the log hides only the whole",
          "keep each part as a secret of its own");
    }
    if (ANY.matcher(written).find()) {
      answer.information(
          text.source(), "a computed name of a secret gives every secret to the runner");
    }
  }
}
