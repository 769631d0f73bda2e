package dev.sluice.flow.gate;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The engine's word on one criterion.
///
/// @param level the highest level that evidence reaches
/// @param state what stands beside the ladder, or null
/// @param bar the level that was asked for
/// @param met whether the bar is reached and no state speaks against it; never true when waived
/// @param reason one sentence
/// @param evidence contradictions first, then the strongest
/// @param next the smallest change that leads upwards, or null at the top
public record Verdict(
    Definition definition,
    Level level,
    @Nullable State state,
    Level bar,
    boolean met,
    String reason,
    List<Evidence> evidence,
    @Nullable Next next) {
  public Verdict {
    requireNonNull(definition, "definition");
    requireNonNull(level, "level");
    requireNonNull(bar, "bar");
    requireNonNull(reason, "reason");
    evidence = List.copyOf(evidence);
  }

  /// The next step.
  ///
  /// @param level the level that it leads to
  /// @param source where the change belongs, or null when it is not written anywhere yet
  public record Next(Level level, @Nullable Source source, String fix) {}

  /// The criterion's id.
  public String id() {
    return definition.id();
  }

  /// Whether the gate may open as far as this criterion goes: met or waived.
  public boolean passable() {
    return met || state == State.WAIVED;
  }

  /// Whether enough is known to judge what builds on this criterion: it is passable, or something
  /// is said that nothing refutes, if only by an assumption.
  public boolean known() {
    return passable() || (state != State.CONTRADICTED && level.atLeast(Level.ASSUMED));
  }
}
