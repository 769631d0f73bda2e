package dev.sluice.flow.binding;

import dev.sluice.flow.source.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came out of binding.
///
/// @param value what could be bound; null when nothing could. With problems it is incomplete: what
///   was refused is left out, and a missing required text is empty. Good for finding more problems,
///   and for nothing else
/// @param problems everything that did not fit, by place
public record Bound<T>(@Nullable T value, List<Problem> problems) {
  public Bound {
    problems = problems.stream().distinct().sorted().toList();
  }
}
