package dev.sluice.cli.init;

import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.flow.intake.Answers;
import dev.sluice.flow.intake.Intake;
import dev.sluice.flow.intake.Intake.Asked;
import dev.sluice.flow.intake.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks at a terminal what no file says. Every answer is kept at once, so that breaking off loses
/// none.
final class Conversation {
  private static final int MOST_QUESTIONS = 8;
  private static final int WIDTH = 92;

  private final BufferedReader in;
  private final Path root;
  private final Terminal terminal;
  private final PrintStream err;
  private final Paint paint;
  private final Set<String> skipped = new HashSet<>();

  Conversation(BufferedReader in, Path root, Terminal terminal) {
    this.in = in;
    this.root = root;
    this.terminal = terminal;
    this.err = terminal.err();
    this.paint = new Paint(terminal.colour());
  }

  /// Asks; null when somebody broke it off.
  @Nullable Answers hold(Intake intake) throws IOException {
    Answers answers = AnswerFile.resumed(root, terminal);
    greet(answers, open(intake, answers).size());
    int asked = answers.values().size();
    while (asked < MOST_QUESTIONS) {
      List<Asked> open = open(intake, answers);
      if (open.isEmpty()) {
        break;
      }
      asked++;
      int all = Math.min(MOST_QUESTIONS, asked - 1 + open.size());
      String answer = ask(open.getFirst(), asked, all);
      if (answer == null) {
        err.println();
        err.println(
            "stopped; delivery.yaml is as it was. Run `sluice init` again to go on"
                + (answers.values().isEmpty() ? "" : ": the answers so far are kept"));
        return null;
      }
      if (!answer.isEmpty()) {
        answers = answers.with(open.getFirst().question().id(), answer);
        AnswerFile.keep(root, answers);
      } else {
        skipped.add(open.getFirst().question().id());
      }
    }
    err.println();
    return answers;
  }

  /// Removes the answers that were kept: the file that was written holds them.
  void forget() throws IOException {
    Files.deleteIfExists(AnswerFile.kept(root));
  }

  private List<Asked> open(Intake intake, Answers answers) {
    return intake.questions(answers).stream()
        .filter(asked -> !skipped.contains(asked.question().id()))
        .toList();
  }

  private void greet(Answers answers, int open) {
    int kept = answers.values().size();
    if (kept > 0) {
      err.println("going on with " + kept + (kept == 1 ? " answer" : " answers") + " from before");
    }
    if (open > 0) {
      err.println(
          "Enter takes what is marked, ? explains, - leaves it open (it is then listed as an"
              + " assumption), Ctrl-C stops and keeps every answer.");
    }
  }

  /// One question: null when somebody broke off, an empty answer when it is left open.
  private @Nullable String ask(Asked asked, int number, int all) throws IOException {
    Question question = asked.question();
    err.println();
    err.println(
        paint.quiet(number + "/" + all + " ")
            + paint.strong(question.asks())
            + paint.quiet("  " + changes(asked.verdicts())));
    choices(question, asked.standard());
    while (true) {
      err.print("> ");
      err.flush();
      String line = in.readLine();
      if (line == null) {
        return null;
      }
      String typed = line.strip();
      if (typed.equals("?")) {
        explain(question, asked.standard());
        continue;
      }
      String standard = asked.standard();
      if (typed.equals("-") || (typed.isEmpty() && standard == null)) {
        return "";
      }
      String answer = typed.isEmpty() && standard != null ? standard : chosen(typed, question);
      String refused = question.refuses(answer);
      if (refused == null) {
        return answer;
      }
      err.println("expected " + refused + ", but found '" + Plain.safe(answer) + "'");
    }
  }

  private static String changes(int verdicts) {
    return verdicts == 0
        ? ""
        : "(changes " + (verdicts == 1 ? "1 verdict)" : "up to " + verdicts + " verdicts)");
  }

  private void choices(Question question, @Nullable String standard) {
    List<Question.Choice> choices = question.choices();
    boolean listed = choices.stream().anyMatch(choice -> choice.value().equals(standard));
    for (int i = 0; i < choices.size(); i++) {
      Question.Choice choice = choices.get(i);
      boolean marked = choice.value().equals(standard);
      String means = choice.means().isEmpty() ? "" : "  " + choice.means();
      err.println((marked ? "  * " : "    ") + (i + 1) + " " + choice.value() + paint.quiet(means));
    }
    if (standard != null && !listed) {
      err.println("  * " + Plain.safe(standard));
    } else if (standard == null) {
      err.println(paint.quiet("    nothing here tells; Enter leaves it open"));
    }
  }

  private void explain(Question question, @Nullable String standard) {
    Plain.wrap(question.help(), WIDTH, "  ", "  ").forEach(err::println);
    choices(question, standard);
  }

  /// A number stands for its choice.
  private static String chosen(String typed, Question question) {
    List<Question.Choice> choices = question.choices();
    if (typed.length() == 1 && Character.isDigit(typed.charAt(0))) {
      int index = typed.charAt(0) - '1';
      return index >= 0 && index < choices.size() ? choices.get(index).value() : typed;
    }
    return typed;
  }
}
