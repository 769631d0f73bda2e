package dev.sluice.flow.pipeline.expression;

import dev.sluice.flow.pipeline.expression.Expression.And;
import dev.sluice.flow.pipeline.expression.Expression.Call;
import dev.sluice.flow.pipeline.expression.Expression.Compare;
import dev.sluice.flow.pipeline.expression.Expression.Literal;
import dev.sluice.flow.pipeline.expression.Expression.Not;
import dev.sluice.flow.pipeline.expression.Expression.Opaque;
import dev.sluice.flow.pipeline.expression.Expression.Or;
import dev.sluice.flow.pipeline.expression.Expression.Path;
import dev.sluice.flow.pipeline.expression.Value.Begins;
import dev.sluice.flow.pipeline.expression.Value.Ended;
import dev.sluice.flow.pipeline.expression.Value.Known;
import dev.sluice.flow.pipeline.expression.Value.Open;
import dev.sluice.flow.pipeline.expression.Value.Own;
import dev.sluice.flow.pipeline.expression.Value.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells how far a condition can come true in a scope.
public final class Evaluator {
  private final Scope scope;

  public Evaluator(Scope scope) {
    this.scope = scope;
  }

  /// A condition as the runner takes it: where it doesn't ask for a status itself, `success()` is
  /// implied.
  public Truth condition(String text) {
    Expression expression = Expression.parse(text);
    Truth own = truth(expression);
    return expression.asksForStatus() ? own : scope.status(Status.SUCCESS).and(own);
  }

  /// A condition as written.
  public Truth truth(Expression expression) {
    return switch (expression) {
      case And(Expression left, Expression right) -> truth(left).and(truth(right));
      case Or(Expression left, Expression right) -> truth(left).or(truth(right));
      case Not(Expression inner) -> truth(inner).not();
      case Compare(String operator, Expression left, Expression right) ->
          compare(operator, left, right);
      case Call call -> call(call);
      case Literal _, Path _, Opaque _ -> holds(value(expression));
    };
  }

  private static Truth holds(Value value) {
    return switch (value) {
      case Known(String text) ->
          Truth.of(!text.isEmpty() && !text.equals("false") && !text.equals("0"));
      case Begins _, Own _, Ended _ -> Truth.TRUE;
      case Open(Truth truth) -> truth;
    };
  }

  private Value value(Expression expression) {
    return switch (expression) {
      case Literal(String text) -> new Known(text);
      case Path(String name) -> scope.value(name);
      case Opaque _ -> new Open(Truth.FREE);
      case Call(String name, List<Expression> arguments)
          when (name.equals("join") || name.equals("tojson")) && !arguments.isEmpty() ->
          value(arguments.getFirst());
      case Call _, Not _, And _, Or _, Compare _ -> {
        Truth truth = truth(expression);
        yield truth == Truth.TRUE || truth == Truth.FALSE
            ? new Known(truth == Truth.TRUE ? "true" : "false")
            : new Open(truth);
      }
    };
  }

  private Truth compare(String operator, Expression left, Expression right) {
    Truth same = same(value(left), value(right));
    return switch (operator) {
      case "==" -> same;
      case "!=" -> same.not();
      default -> same == Truth.TIED || same == Truth.SOME_LEGS ? same : Truth.FREE;
    };
  }

  private static Truth same(Value left, Value right) {
    if (left instanceof Open(Truth truth)) {
      return right instanceof Open(Truth other)
          ? undecided(truth).and(undecided(other))
          : undecided(truth);
    }
    if (right instanceof Open) {
      return same(right, left);
    }
    if (left instanceof Own || right instanceof Own) {
      return Truth.TRUE;
    }
    if (left instanceof Known(String a)) {
      return switch (right) {
        case Known(String b) -> Truth.of(a.equalsIgnoreCase(b));
        case Begins(String prefix) -> a.startsWith(prefix) ? Truth.FREE : Truth.FALSE;
        case Ended(var each) when each.size() == 1 ->
            result(a).map(r -> each.getFirst().is(r)).orElse(Truth.FALSE);
        case Ended _, Own _, Open _ -> Truth.FREE;
      };
    }
    return right instanceof Known ? same(right, left) : Truth.FREE;
  }

  /// What is open may equal anything.
  private static Truth undecided(Truth truth) {
    return truth == Truth.TRUE || truth == Truth.FALSE ? Truth.FREE : truth;
  }

  private static Optional<Result> result(String text) {
    return Arrays.stream(Result.values())
        .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private Truth call(Call call) {
    Optional<Status> status = Status.of(call.name());
    if (status.isPresent()) {
      return scope.status(status.get());
    }
    List<Expression> arguments = call.arguments();
    if (arguments.size() == 2) {
      Value in = value(arguments.getFirst());
      Value what = value(arguments.getLast());
      if (call.name().equals("contains") && in instanceof Ended(var each)) {
        return what instanceof Known(String text)
            ? result(text).map(r -> anyIs(each, r)).orElse(Truth.FALSE)
            : Truth.FREE;
      }
      return text(call.name(), in, what);
    }
    return weakest(arguments);
  }

  private static Truth anyIs(List<Value.Results> each, Result result) {
    return each.stream().map(e -> e.is(result)).reduce(Truth.FALSE, Truth::or);
  }

  private Truth weakest(List<Expression> arguments) {
    return arguments.stream()
        .map(this::value)
        .flatMap(v -> v instanceof Open(Truth truth) ? Stream.of(undecided(truth)) : Stream.of())
        .reduce(Truth.FREE, Truth::and);
  }

  private static Truth text(String function, Value in, Value what) {
    if (in instanceof Open(Truth truth)) {
      return undecided(truth);
    }
    if (!(what instanceof Known(String text))) {
      return what instanceof Open(Truth truth) ? undecided(truth) : Truth.FREE;
    }
    String part = text.toLowerCase(Locale.ROOT);
    return switch (in) {
      case Known(String whole) -> known(function, whole.toLowerCase(Locale.ROOT), part);
      case Begins(String prefix) -> begins(function, prefix.toLowerCase(Locale.ROOT), part);
      case Own _ -> Truth.TRUE;
      case Ended _, Open _ -> Truth.FREE;
    };
  }

  private static Truth known(String function, String whole, String part) {
    return switch (function) {
      case "startswith" -> Truth.of(whole.startsWith(part));
      case "endswith" -> Truth.of(whole.endsWith(part));
      case "contains" -> Truth.of(whole.contains(part));
      default -> Truth.FREE;
    };
  }

  private static Truth begins(String function, String prefix, String part) {
    if (function.equals("startswith")) {
      return prefix.startsWith(part)
          ? Truth.TRUE
          : part.startsWith(prefix) ? Truth.FREE : Truth.FALSE;
    }
    return function.equals("contains") && prefix.contains(part) ? Truth.TRUE : Truth.FREE;
  }
}
