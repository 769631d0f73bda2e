package dev.sluice.survey.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses POSIX and bash scripts into [Node]s. Never fails: a token that fits nowhere is passed
/// over.
///
/// Source: POSIX.1-2024, Shell Command Language, 2.10 Shell Grammar, with bash's additions.
final class Parser {
  private static final int MAX_DEPTH = 60;
  private static final Set<String> CLOSERS =
      Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}");

  private final Lexer lexer;
  private Token token;
  private int last;

  Parser(String script, int start, int end) {
    this.lexer = new Lexer(script, start, end);
    this.token = lexer.next();
    this.last = start;
  }

  /// All commands of the script.
  List<Node> script() {
    List<Node> nodes = new ArrayList<>();
    while (token.kind() != Token.Kind.END) {
      nodes.addAll(list(0));
      if (token.kind() != Token.Kind.END) {
        advance(); // a closer that nothing opened
      }
    }
    return nodes;
  }

  /// The text of every here-document, by the offset of its `<<`.
  Map<Integer, Word.Part> heredocs() {
    return lexer.heredocs();
  }

  private void advance() {
    last = token.kind() == Token.Kind.END ? last : lexer.offset();
    token = lexer.next();
  }

  private boolean accept(String keyword) {
    if (token.keyword(keyword)) {
      advance();
      return true;
    }
    return false;
  }

  private boolean separator() {
    return token.operator("\n") || token.operator(";");
  }

  private boolean closes() {
    return token.kind() == Token.Kind.END
        || token.operator(")")
        || token.operator(";;")
        || token.operator(";&")
        || token.operator(";;&")
        || (token.word() != null && token.word().plain() && CLOSERS.contains(token.text()));
  }

  private List<Node> list(int depth) {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      while (separator() || token.operator("&")) {
        advance();
      }
      if (closes()) {
        return nodes;
      }
      Node node = chain(depth);
      if (token.operator("&")) {
        advance();
        node = new Node.Background(node.start(), last, node);
      }
      nodes.add(node);
    }
  }

  private void skipLines() {
    while (token.operator("\n")) {
      advance();
    }
  }

  private Node chain(int depth) {
    List<Node> parts = new ArrayList<>(List.of(pipe(depth)));
    List<Node.Operator> operators = new ArrayList<>();
    while (token.operator("&&") || token.operator("||")) {
      operators.add(new Node.Operator(token.offset(), token.operator("||")));
      advance();
      skipLines();
      if (closes()) {
        operators.removeLast();
        break;
      }
      parts.add(pipe(depth));
    }
    return parts.size() == 1
        ? parts.getFirst()
        : new Node.Chain(parts.getFirst().start(), last, parts, operators);
  }

  private Node pipe(int depth) {
    int start = token.offset();
    boolean negated = false;
    while (token.keyword("!") || token.keyword("time")) {
      negated ^= token.keyword("!");
      advance();
    }
    List<Node> parts = new ArrayList<>(List.of(command(depth)));
    while (token.operator("|") || token.operator("|&")) {
      advance();
      skipLines();
      if (closes()) {
        break;
      }
      parts.add(command(depth));
    }
    return parts.size() == 1 && !negated
        ? parts.getFirst()
        : new Node.Pipe(start, last, negated, parts);
  }

  private Node command(int depth) {
    int start = token.offset();
    if (depth >= MAX_DEPTH) {
      skipToEnd();
      return new Node.Test(start, last);
    }
    Node node = compound(depth);
    if (node == null) {
      return simple(depth);
    }
    while (token.kind() == Token.Kind.REDIRECT) {
      advance();
    }
    return node;
  }

  private void skipToEnd() {
    while (token.kind() != Token.Kind.END) {
      advance();
    }
  }

  private @Nullable Node compound(int depth) {
    int start = token.offset();
    if (token.operator("(")) {
      return parenthesis(start, depth);
    }
    if (token.word() == null || !token.word().plain()) {
      return null;
    }
    return switch (token.text()) {
      case "{" -> {
        advance();
        List<Node> body = list(depth + 1);
        accept("}");
        yield new Node.Group(start, last, false, body);
      }
      case "[[" -> test(start, "]]");
      case "if" -> conditional(start, depth);
      case "while", "until" -> loop(start, depth);
      case "for", "select" -> each(start, depth);
      case "case" -> cases(start, depth);
      case "function" -> {
        advance();
        yield function(start, depth);
      }
      default -> null;
    };
  }

  private Node test(int start, String closing) {
    lexer.skipPast(closing);
    last = lexer.offset();
    token = lexer.next();
    return new Node.Test(start, last);
  }

  private Node parenthesis(int start, int depth) {
    if (lexer.startsWith("(")) {
      return test(start, "))");
    }
    advance();
    List<Node> body = list(depth + 1);
    if (token.operator(")")) {
      advance();
    }
    return new Node.Group(start, last, true, body);
  }

  private Node conditional(int start, int depth) {
    List<Node.Branch> branches = new ArrayList<>();
    int at = start;
    boolean more = true;
    while (more) {
      advance(); // if, elif
      List<Node> condition = list(depth + 1);
      accept("then");
      branches.add(new Node.Branch(at, condition, list(depth + 1)));
      at = token.offset();
      more = token.keyword("elif");
    }
    if (accept("else")) {
      branches.add(new Node.Branch(at, List.of(), list(depth + 1)));
    }
    accept("fi");
    return new Node.If(start, last, branches);
  }

  private Node loop(int start, int depth) {
    boolean until = token.keyword("until");
    advance();
    List<Node> condition = list(depth + 1);
    return new Node.Loop(start, last, until, condition, body(depth));
  }

  private List<Node> body(int depth) {
    accept("do");
    List<Node> body = list(depth + 1);
    accept("done");
    return body;
  }

  private Node each(int start, int depth) {
    advance();
    if (token.operator("(")) {
      test(start, "))");
    }
    while (!token.keyword("do") && !token.keyword("{") && !closes()) {
      advance();
    }
    List<Node> body = body(depth);
    return new Node.Loop(start, last, false, List.of(), body);
  }

  private Node cases(int start, int depth) {
    advance();
    while (!token.keyword("in") && token.kind() == Token.Kind.WORD) {
      advance();
    }
    accept("in");
    List<Node.Arm> arms = new ArrayList<>();
    skipLines();
    while (!token.keyword("esac") && token.kind() != Token.Kind.END) {
      int at = token.offset();
      while (!token.operator(")") && token.kind() != Token.Kind.END && !token.operator("\n")) {
        advance();
      }
      int patternEnd = lexer.offset();
      advance();
      List<Node> body = list(depth + 1);
      arms.add(new Node.Arm(at, Math.max(at, patternEnd), body));
      if (token.operator(")")
          || (closes() && !token.keyword("esac") && token.kind() != Token.Kind.END)) {
        advance();
      }
      skipLines();
    }
    accept("esac");
    return new Node.Case(start, last, arms);
  }

  private Node function(int start, int depth) {
    String name = token.text();
    advance();
    if (token.operator("(")) {
      advance();
      if (token.operator(")")) {
        advance();
      }
    }
    skipLines();
    Node body = closes() ? new Node.Test(start, last) : command(depth + 1);
    return new Node.Function(start, last, name, body);
  }

  private Node simple(int depth) {
    int start = token.offset();
    List<Word> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Node.Redirect> redirects = new ArrayList<>();
    List<Integer> heredocs = new ArrayList<>();
    while (true) {
      Word word = token.word();
      if (token.kind() == Token.Kind.REDIRECT) {
        if (token.text().equals("<<")) {
          heredocs.add(token.offset());
        } else {
          redirects.add(new Node.Redirect(token.text(), word));
        }
      } else if (token.kind() == Token.Kind.WORD && word != null) {
        (words.isEmpty() && assignment(word.text()) ? assignments : words).add(word);
      } else if (token.operator("(") && words.size() == 1 && assignments.isEmpty()) {
        return function(start, words.getFirst().text(), depth);
      } else {
        break;
      }
      advance();
    }
    if (words.isEmpty() && assignments.isEmpty() && redirects.isEmpty() && heredocs.isEmpty()) {
      advance(); // fits nowhere
    }
    return new Node.Simple(start, last, assignments, words, redirects, heredocs);
  }

  private Node function(int start, String name, int depth) {
    advance();
    if (!token.operator(")")) {
      return new Node.Simple(start, last, List.of(), List.of(), List.of(), List.of());
    }
    advance();
    skipLines();
    Node body = closes() ? new Node.Test(start, last) : command(depth + 1);
    return new Node.Function(start, last, name, body);
  }

  private static boolean assignment(String word) {
    int equals = word.indexOf('=');
    if (equals <= 0 || !(Character.isLetter(word.charAt(0)) || word.charAt(0) == '_')) {
      return false;
    }
    for (int i = 1; i < equals; i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c)
          && c != '_'
          && !(c == '+' && i == equals - 1)
          && c != '['
          && c != ']') {
        return false;
      }
    }
    return true;
  }
}
