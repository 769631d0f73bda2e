package dev.sluice.survey.shell;

import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Situation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks a POSIX script as the shell would, and lists its commands with what surrounds each.
///
/// Source: POSIX.1-2024, `set -e`: a failure ends the script except in the condition of `if`,
/// `while` or `until`, in an and-or list but for its last command, behind `!`, and in a pipe but
/// for its last command.
final class Walk {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_COMMANDS = 5_000;
  private static final int SHOWN = 100;
  private static final Set<String> ASKING =
      Set.of(
          "[", "test", "grep", "egrep", "fgrep", "command", "which", "type", "hash", "diff", "cmp");
  private static final Set<String> DECLARING =
      Set.of("export", "local", "declare", "readonly", "typeset");

  private final Script script;
  private final List<Command> commands = new ArrayList<>();
  private final Map<String, Node> functions = new HashMap<>();
  private Endings endings;
  private Map<Integer, Word.Part> heredocs = Map.of();
  private Options options;

  Walk(Script script) {
    this.script = script;
    this.endings = new Endings(script.text(), List.of());
    this.options =
        new Options(
            script.mode().errexit() ? null : new Span(-1, "the script does not set -e"),
            script.mode().pipefail(),
            script.directory());
  }

  List<Command> commands() {
    Parser parser = new Parser(script.text(), 0, script.text().length());
    List<Node> nodes = parser.script();
    heredocs = parser.heredocs();
    endings = new Endings(script.text(), nodes);
    list(nodes, new Situation(null, null, null, true, 0));
    return commands;
  }

  private void list(List<Node> nodes, Situation around) {
    Situation here = around;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      walk(node, here.last(around.last() && i == nodes.size() - 1));
      if (Endings.exits(node)) {
        return; // what follows is never reached
      }
      if (endings.mayLeaveEarly(node)) {
        here = here.guardedBy(span(node));
      }
    }
  }

  private void walk(Node node, Situation here) {
    if (commands.size() >= MAX_COMMANDS) {
      return;
    }
    switch (node) {
      case Node.Simple simple -> simple(simple, here);
      case Node.Pipe pipe -> pipe(pipe, here);
      case Node.Chain chain -> chain(chain, here);
      case Node.Group group -> group(group, here);
      case Node.If branches -> conditional(branches, here);
      case Node.Loop loop -> loop(loop, here);
      case Node.Case cases -> {
        for (Node.Arm arm : cases.arms()) {
          list(
              arm.body(),
              here.guardedBy(new Span(arm.start(), "case " + text(arm.start(), arm.end()))));
        }
      }
      case Node.Function function -> functions.put(function.name(), function.body());
      case Node.Background background ->
          walk(
              background.command(),
              here.ignoredBy(waited(background) ? null : new Span(background.end() - 1, "&")));
      case Node.Test test -> {
        // only looks
      }
    }
  }

  /// `wait` with a process hands its status on.
  private boolean waited(Node.Background background) {
    int wait = script.text().indexOf("wait ", background.end());
    return wait >= 0;
  }

  private void group(Node.Group group, Situation here) {
    if (!group.subshell()) {
      list(group.body(), here);
      return;
    }
    Options outside = options;
    options = options.copy();
    boolean counts = here.last() || lenient(here) == null;
    list(group.body(), here.last(counts));
    options = outside;
  }

  private @Nullable Span lenient(Situation here) {
    return here.lenient() == null ? options.lenient() : here.lenient();
  }

  private void simple(Node.Simple simple, Situation here) {
    substitutions(simple, here);
    options.meet(simple);
    if (simple.words().isEmpty()) {
      return;
    }
    List<Word.Part> input =
        simple.heredocs().stream().map(heredocs::get).filter(Objects::nonNull).toList();
    commands.add(
        new Command(
            simple.words(),
            simple.assignments(),
            input,
            options.directory(),
            shown(ignored(simple, here)),
            shown(here.guard())));
    Node body = functions.get(simple.words().getFirst().text());
    if (body != null && here.depth() < MAX_DEPTH) {
      walk(body, here.deeper());
    }
  }

  private @Nullable Span ignored(Node.Simple simple, Situation here) {
    if (here.ignored() != null) {
      return here.ignored();
    }
    Span lenient = lenient(here);
    boolean lost = lenient != null && !here.last() && !endings.statusUsedAfter(simple.end());
    return lost ? lenient : null;
  }

  /// Commands inside `$(…)`. Their status counts only when nothing but an assignment stands around
  /// them.
  private void substitutions(Node.Simple simple, Situation here) {
    if (here.depth() >= MAX_DEPTH) {
      return;
    }
    for (Word word : simple.assignments()) {
      inside(word, simple.words().isEmpty() ? here : here.ignoredBy(span(simple)));
    }
    String name = simple.words().isEmpty() ? "" : simple.words().getFirst().text();
    for (Word word : simple.words()) {
      boolean asked = ASKING.contains(name);
      inside(
          word,
          asked
              ? here
              : here.ignoredBy(
                  new Span(word.offset(), DECLARING.contains(name) ? name + " " + word : "$(…)")));
    }
  }

  private void inside(Word word, Situation here) {
    for (Word.Part part : word.substitutions()) {
      Options outside = options;
      options = options.copy();
      list(new Parser(script.text(), part.start(), part.end()).script(), here.deeper());
      options = outside;
    }
  }

  private void pipe(Node.Pipe pipe, Situation here) {
    boolean judged = pipe.negated() && asks(pipe.parts().getLast());
    boolean inverted = pipe.negated() && !judged;
    Situation around = inverted ? here.ignoredBy(new Span(pipe.start(), "!")) : here;
    for (int i = 0; i < pipe.parts().size(); i++) {
      boolean end = i == pipe.parts().size() - 1;
      walk(pipe.parts().get(i), end ? around : upstream(pipe, i, around, judged));
    }
  }

  private Situation upstream(Node.Pipe pipe, int index, Situation around, boolean judged) {
    Node next = pipe.parts().get(index + 1);
    boolean kept =
        options.pipefail()
            || judged
            || carriesOn(pipe.parts().getLast())
            || endings.pipeStatusUsedAfter(pipe.end());
    return kept
        ? around
        : around.ignoredBy(new Span(bar(next), "| " + text(next.start(), next.end())));
  }

  private int bar(Node next) {
    int bar = script.text().lastIndexOf('|', Math.max(0, next.start() - 1));
    return Math.max(bar, 0);
  }

  /// Tools that read another's report and fail when it failed.
  private static boolean carriesOn(Node node) {
    if (!(node instanceof Node.Simple simple) || simple.words().isEmpty()) {
      return false;
    }
    String name = simple.words().getFirst().text();
    return switch (name.substring(name.lastIndexOf('/') + 1)) {
      case "reviewdog", "tparse", "gotestfmt", "tap-spec", "tap-junit", "faucet" -> true;
      case "go-junit-report" ->
          simple.words().stream().anyMatch(w -> w.text().endsWith("-set-exit-code"));
      default -> false;
    };
  }

  private static boolean asks(Node node) {
    return switch (node) {
      case Node.Test test -> true;
      case Node.Simple simple -> !simple.words().isEmpty() && asks(simple.words());
      case Node.Pipe pipe -> pipe.negated() || asks(pipe.parts().getLast());
      default -> false;
    };
  }

  private static boolean asks(List<Word> words) {
    String name = words.getFirst().text();
    return ASKING.contains(name)
        || (name.equals("git") && words.stream().anyMatch(word -> word.text().equals("--quiet")));
  }

  private static boolean negated(List<Node> condition) {
    return condition.size() == 1
        && condition.getFirst() instanceof Node.Pipe pipe
        && pipe.negated();
  }

  private void chain(Node.Chain chain, Situation here) {
    Situation around = here;
    int[] handlers = handlers(chain);
    for (int i = 0; i < chain.parts().size(); i++) {
      Node part = chain.parts().get(i);
      if (i == chain.parts().size() - 1) {
        walk(part, around);
        return;
      }
      walk(
          part,
          handlers[i] < 0 ? beforeAnd(chain, i, around) : beforeOr(chain, i, handlers[i], around));
      around = behind(chain, i, here, around);
    }
  }

  /// What guards the command after an operator: `x ||` only the next one, a question before `&&`
  /// all that follow.
  private Situation behind(Node.Chain chain, int index, Situation here, Situation around) {
    Node part = chain.parts().get(index);
    int after = chain.operators().get(index).offset() + 2;
    Span condition = new Span(part.start(), text(part.start(), after));
    if (chain.operators().get(index).or()) {
      return around.guardedBy(condition);
    }
    boolean alternative = index > 0 && chain.operators().get(index - 1).or();
    if (alternative) {
      return here;
    }
    return asks(part) ? around.guardedBy(condition) : around;
  }

  /// For each command of a list the operator `||` that takes its failure, or -1.
  private static int[] handlers(Node.Chain chain) {
    int[] handlers = new int[chain.operators().size()];
    int next = -1;
    for (int i = handlers.length - 1; i >= 0; i--) {
      next = chain.operators().get(i).or() ? i : next;
      handlers[i] = next;
    }
    return handlers;
  }

  private Situation beforeOr(Node.Chain chain, int index, int operator, Situation around) {
    int at = chain.operators().get(operator).offset();
    Span or = new Span(at, text(at, chain.end()));
    Situation tested = around.tested(or);
    boolean swallowed = endings.swallows(chain.parts().get(operator + 1), chain.parts().get(index));
    return swallowed ? tested.ignoredBy(or) : tested;
  }

  /// Only `&&` follows: a failure is the whole list's status, but that ends no script.
  private Situation beforeAnd(Node.Chain chain, int index, Situation around) {
    int at = chain.operators().get(index).offset();
    Span and = new Span(at, text(at, chain.end()));
    boolean lost = !around.last() && !endings.statusUsedAfter(chain.end());
    return lost ? around.tested(and).ignoredBy(and) : around.tested(and);
  }

  private void conditional(Node.If statement, Situation here) {
    List<Node.Branch> branches = statement.branches();
    for (int i = 0; i < branches.size(); i++) {
      Node.Branch branch = branches.get(i);
      int bodyStart = branch.body().isEmpty() ? statement.end() : branch.body().getFirst().start();
      Span condition = new Span(branch.start(), text(branch.start(), bodyStart));
      if (!branch.condition().isEmpty()) {
        condition(statement, i, condition, here);
      }
      list(branch.body(), here.guardedBy(condition));
    }
  }

  private void condition(Node.If statement, int index, Span text, Situation here) {
    List<Node> condition = statement.branches().get(index).condition();
    boolean inverted = negated(condition);
    List<Node> failing =
        inverted
            ? statement.branches().get(index).body()
            : statement.branches().stream()
                .skip(index + 1L)
                .flatMap(b -> b.body().stream())
                .toList();
    boolean handled = endings.fails(failing) || remembered(failing, statement);
    Situation tested = here.tested(text);
    Situation around = handled ? tested : tested.ignoredBy(text);
    if (condition.size() == 1 && condition.getFirst() instanceof Node.Pipe pipe && pipe.negated()) {
      pipe(new Node.Pipe(pipe.start(), pipe.end(), false, pipe.parts()), around);
    } else {
      list(condition, around);
    }
  }

  /// A failing branch that sets a variable, with something after it that can still fail.
  private boolean remembered(List<Node> body, Node.If statement) {
    boolean sets = body.stream().anyMatch(n -> n instanceof Node.Simple s && s.words().isEmpty());
    return sets && endings.failsAfter(statement.end());
  }

  private void loop(Node.Loop loop, Situation here) {
    boolean waits = loop.until() || negated(loop.condition());
    Span condition = new Span(loop.start(), text(loop.start(), loop.end()));
    Situation tested = here.tested(condition);
    for (Node node : loop.condition()) {
      Node plain =
          waits && node instanceof Node.Pipe pipe
              ? new Node.Pipe(pipe.start(), pipe.end(), false, pipe.parts())
              : node;
      walk(plain, waits ? tested : tested.ignoredBy(condition));
    }
    list(loop.body(), here);
  }

  private Span span(Node node) {
    return new Span(node.start(), text(node.start(), node.end()));
  }

  /// A stretch of the script on one line, shortened.
  private String text(int start, int end) {
    int from = Math.clamp(start, 0, script.text().length());
    int to = Math.clamp(end, from, script.text().length());
    StringBuilder line = new StringBuilder();
    for (int i = from; i < to && line.length() <= SHOWN; i++) {
      char c = script.text().charAt(i);
      if (!Character.isWhitespace(c)) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.length() <= SHOWN ? line.toString().strip() : line.substring(0, SHOWN) + "…";
  }

  private @Nullable Text shown(@Nullable Span span) {
    if (span == null) {
      return null;
    }
    Text origin = script.mode().origin();
    if (span.start() < 0) {
      return origin == null ? new Text(script.places().at(0), span.text()) : origin;
    }
    return new Text(script.places().at(span.start()), span.text());
  }
}
