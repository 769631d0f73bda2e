package dev.sluice.flow.pipeline.expression;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A condition, taken apart.
///
/// Source: GitHub's description of expressions in workflows.
public sealed interface Expression {
  /// A string, a number, a truth value; `null` is the empty text.
  record Literal(String value) implements Expression {}

  /// A value of a context: `github.ref`, `needs.test.result`, `needs.*.result`.
  record Path(String name) implements Expression {}

  /// A function.
  ///
  /// @param name in lower case
  record Call(String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// The contrary.
  record Not(Expression inner) implements Expression {}

  /// Both.
  record And(Expression left, Expression right) implements Expression {}

  /// One of both.
  record Or(Expression left, Expression right) implements Expression {}

  /// A comparison.
  ///
  /// @param operator `==`, `!=`, `<`, `<=`, `>`, `>=`
  record Compare(String operator, Expression left, Expression right) implements Expression {}

  /// Something that could not be taken apart.
  record Opaque(String text) implements Expression {}

  /// Takes a condition apart, with or without `${{ }}` around it. Never fails: what makes no sense
  /// is opaque.
  static Expression parse(String text) {
    return new Parser(text).whole();
  }

  /// The parts that all have to hold.
  default List<Expression> conjuncts() {
    return this instanceof And(Expression left, Expression right)
        ? Stream.concat(left.conjuncts().stream(), right.conjuncts().stream()).toList()
        : List.of(this);
  }

  /// The direct parts.
  default List<Expression> parts() {
    return switch (this) {
      case Literal _, Path _, Opaque _ -> List.of();
      case Call(_, List<Expression> arguments) -> arguments;
      case Not(Expression inner) -> List.of(inner);
      case And(Expression left, Expression right) -> List.of(left, right);
      case Or(Expression left, Expression right) -> List.of(left, right);
      case Compare(_, Expression left, Expression right) -> List.of(left, right);
    };
  }

  /// Whether this or any part of it is such.
  default boolean has(Predicate<Expression> such) {
    return such.test(this) || parts().stream().anyMatch(part -> part.has(such));
  }

  /// Whether a context value, or one below it, is looked at.
  default boolean mentions(String prefix) {
    return has(e ->
        e instanceof Path(String name) && (name.equals(prefix) || name.startsWith(prefix + ".")));
  }

  /// Whether it asks itself how earlier jobs or steps ended; without that, `success()` is implied.
  default boolean asksForStatus() {
    return has(e -> e instanceof Call(String name, _) && Status.of(name).isPresent());
  }
}
