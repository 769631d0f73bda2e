package dev.sluice.survey.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A script's syntax tree. Offsets are those of the script.
sealed interface Node {
  /// Where it begins.
  int start();

  /// After its last character.
  int end();

  /// A command with its words; assignments before it stand apart.
  ///
  /// @param heredocs offsets of the `<<` that feed it
  record Simple(
      int start,
      int end,
      List<Word> assignments,
      List<Word> words,
      List<Redirect> redirects,
      List<Integer> heredocs)
      implements Node {}

  /// A redirection to or from a file.
  record Redirect(String operator, @Nullable Word target) {}

  /// Commands joined by `|`; `!` before them inverts their status.
  record Pipe(int start, int end, boolean negated, List<Node> parts) implements Node {}

  /// Commands joined by `&&` and `||`.
  ///
  /// @param operators one fewer than parts
  record Chain(int start, int end, List<Node> parts, List<Operator> operators) implements Node {}

  /// `&&` or `||` at its place.
  record Operator(int offset, boolean or) {}

  /// `{ … }` or `( … )`.
  record Group(int start, int end, boolean subshell, List<Node> body) implements Node {}

  /// `if`; a branch without a condition is the `else`.
  record If(int start, int end, List<Branch> branches) implements Node {}

  /// A branch of an `if`.
  record Branch(int start, List<Node> condition, List<Node> body) {}

  /// `while`, `until`, or `for` and `select`, whose condition is empty.
  record Loop(int start, int end, boolean until, List<Node> condition, List<Node> body)
      implements Node {}

  /// `case`.
  record Case(int start, int end, List<Arm> arms) implements Node {}

  /// One pattern of a `case` with its commands.
  record Arm(int start, int end, List<Node> body) {}

  /// A function's definition.
  record Function(int start, int end, String name, Node body) implements Node {}

  /// `&` after a command.
  record Background(int start, int end, Node command) implements Node {}

  /// `[[ … ]]` or `(( … ))`: looks at something, changes nothing.
  record Test(int start, int end) implements Node {}
}
