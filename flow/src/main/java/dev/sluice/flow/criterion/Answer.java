package dev.sluice.flow.criterion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.criterion.Evidence.Shows;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a criterion found. The engine reads it so: a level is reached when evidence shows it and
/// neither a gap nor a blind spot stands at that level.
///
/// @param evidence observations, in the order in which they were found
/// @param gaps what keeps a level from being reached
/// @param blind what could not be looked at
/// @param notApplicable why the question does not arise, or null
/// @param restsOn the facts whose absence that reason rests on; empty for all that are read
public record Answer(
    List<Evidence> evidence,
    List<Gap> gaps,
    List<Blind> blind,
    @Nullable String notApplicable,
    List<Class<? extends Fact>> restsOn) {
  public Answer {
    evidence = List.copyOf(evidence);
    gaps = List.copyOf(gaps);
    blind = List.copyOf(blind);
    restsOn = List.copyOf(restsOn);
  }

  /// Something that keeps a level from being reached.
  ///
  /// @param level the level that is kept away
  /// @param source where it would be mended, or null when nothing is written yet
  /// @param message what is lacking
  /// @param fix the smallest change that helps
  public record Gap(Level level, @Nullable Source source, String message, String fix) {
    public Gap {
      requireNonNull(level, "level");
      requireNonNull(message, "message");
      requireNonNull(fix, "fix");
    }
  }

  /// Something that could not be looked at, and that a level depends on.
  ///
  /// @param level the level that cannot be told
  /// @param message what could not be seen, and why
  /// @param fix how it can be made visible
  public record Blind(Level level, String message, String fix) {
    public Blind {
      requireNonNull(level, "level");
      requireNonNull(message, "message");
      requireNonNull(fix, "fix");
    }
  }

  /// The first thing in a file that keeps a level away.
  public Optional<Gap> standing(Level level) {
    return gaps.stream().filter(gap -> gap.level() == level && gap.source() != null).findFirst();
  }

  /// Begins an answer.
  public static Builder build() {
    return new Builder();
  }

  /// The question does not arise here.
  public static Answer notApplicable(String reason) {
    return notApplicable(reason, List.of());
  }

  /// The question does not arise here, which only some of the facts that are read show.
  ///
  /// @param restsOn the facts whose absence shows it: what hides others changes nothing
  public static Answer notApplicable(String reason, List<Class<? extends Fact>> restsOn) {
    return new Answer(List.of(), List.of(), List.of(), reason, restsOn);
  }

  /// Collects an answer. Used by one thread, for one answer.
  public static final class Builder {
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Blind> blind = new ArrayList<>();

    private Builder() {}

    /// The owner states it here.
    public Builder declared(Source source, String message) {
      return add(source, Shows.DECLARED, message, null, null);
    }

    /// A machine makes it so, here.
    public Builder enforced(Source source, String message) {
      return add(source, Shows.ENFORCED, message, null, null);
    }

    /// A run showed it. The engine decides whether that is recent enough.
    public Builder proven(Source source, String message, Instant at) {
      return add(source, Shows.PROVEN, message, requireNonNull(at), null);
    }

    /// This refutes what was declared, or what the criterion asks.
    public Builder contradicted(Source source, String message, String fix) {
      return add(source, Shows.CONTRADICTED, message, null, requireNonNull(fix));
    }

    /// Worth knowing, and moves no verdict.
    public Builder information(Source source, String message) {
      return add(source, Shows.INFORMATION, message, null, null);
    }

    /// A level is not reached, because something written here lacks something.
    public Builder gap(Level level, Source source, String message, String fix) {
      gaps.add(new Gap(level, source, message, fix));
      return this;
    }

    /// A level is not reached, because something is not written anywhere.
    public Builder gap(Level level, String message, String fix) {
      gaps.add(new Gap(level, null, message, fix));
      return this;
    }

    /// Whether a level is reached cannot be told from what could be looked at.
    public Builder cannotSee(Level level, String message, String fix) {
      blind.add(new Blind(level, message, fix));
      return this;
    }

    /// Whether something was found that refutes.
    public boolean contradicted() {
      return evidence.stream().anyMatch(e -> e.shows() == Shows.CONTRADICTED);
    }

    /// The finished answer.
    public Answer done() {
      return new Answer(evidence, gaps, blind, null, List.of());
    }

    private Builder add(
        Source source, Shows shows, String message, @Nullable Instant at, @Nullable String fix) {
      evidence.add(new Evidence(source, shows, message, at, fix));
      return this;
    }
  }
}
