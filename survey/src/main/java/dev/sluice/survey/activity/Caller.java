package dev.sluice.survey.activity;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who calls a script, and what surrounds the call.
///
/// @param source where the outermost call stands; null in the outermost script itself
/// @param ignored what throws the call's failure away, or null
/// @param guard the condition around the call, or null
/// @param arguments the words behind the called name or script
/// @param remote whether another machine runs the script
/// @param depth of calls
record Caller(
    @Nullable Source source,
    @Nullable Text ignored,
    @Nullable Text guard,
    List<String> arguments,
    boolean remote,
    int depth) {

  /// Nobody: the script stands in the pipeline itself.
  static Caller none(boolean remote) {
    return new Caller(null, null, null, List.of(), remote, 0);
  }

  /// The same call with what surrounds one command of the script. A condition that the call's own
  /// arguments fulfil is none.
  Caller around(Command command) {
    Text condition = command.guard();
    boolean fulfilled =
        condition == null || (source != null && Literals.given(condition.value(), arguments));
    return new Caller(
        source,
        command.ignored() == null ? ignored : command.ignored(),
        fulfilled ? guard : condition,
        arguments,
        remote,
        depth);
  }

  /// A script that a command of this one runs.
  Caller calling(Source at, @Nullable Text lost, List<String> words, boolean elsewhere) {
    return new Caller(
        at, lost == null ? ignored : lost, guard, words, remote || elsewhere, depth + 1);
  }

  /// A script that stands inside this one as text.
  Caller inside(boolean elsewhere) {
    return new Caller(source, ignored, guard, arguments, remote || elsewhere, depth + 1);
  }

  /// Whether a condition of the called script asks for a literal or an argument that the call does
  /// not give, so that the command behind it is not meant.
  ///
  /// @param script its text: where it has functions or shifts, `$1` is not always the call's
  boolean rulesOut(@Nullable Text condition, String script) {
    if (source == null || condition == null) {
      return false;
    }
    boolean plain = !script.contains("()") && !script.contains("shift");
    return (!arguments.isEmpty() && Literals.foreign(condition.value(), arguments))
        || (plain && Positions.refuted(condition.value(), arguments));
  }
}
