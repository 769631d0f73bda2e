package dev.sluice.flow.criterion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Fact;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a criterion asks, why, and how each level is reached: the text of `sluice explain` and of
/// the reference.
///
/// @param id `stage-word.name`, stable for ever
/// @param asks a yes/no question
/// @param why what goes wrong without it
/// @param declared how it is declared in delivery.yaml
/// @param enforced what enforces it, or null when no machine can
/// @param proven which run proves it, or null when none can
/// @param maxAge how old that run may be; null when nothing proves it
/// @param reads the types of facts that it looks at; it can see no others
/// @param ofWhatRuns whether it asks about requests and settings, which only a service that runs
///   for its users has; not about what is published for them to run
public record Definition(
    String id,
    Stage stage,
    String asks,
    String why,
    String declared,
    @Nullable String enforced,
    @Nullable String proven,
    @Nullable Duration maxAge,
    Set<Class<? extends Fact>> reads,
    boolean ofWhatRuns) {
  public Definition {
    requireNonNull(id, "id");
    requireNonNull(stage, "stage");
    requireNonNull(asks, "asks");
    requireNonNull(why, "why");
    requireNonNull(declared, "declared");
    if ((proven == null) != (maxAge == null)) {
      throw new IllegalArgumentException(id + ": what proves it and for how long go together");
    }
    reads = Set.copyOf(reads);
  }

  /// Begins a definition. `asks`, `why` and `declared` belong to every one.
  public static Definition of(String id, Stage stage, String asks, String why, String declared) {
    return new Definition(id, stage, asks, why, declared, null, null, null, Set.of(), false);
  }

  /// What enforces it.
  public Definition enforced(String how) {
    return new Definition(id, stage, asks, why, declared, how, proven, maxAge, reads, ofWhatRuns);
  }

  /// Which run proves it, and how old that may be.
  public Definition proven(String how, Duration age) {
    return new Definition(id, stage, asks, why, declared, enforced, how, age, reads, ofWhatRuns);
  }

  /// That only what runs for its users is asked.
  public Definition onlyOfWhatRuns() {
    return new Definition(id, stage, asks, why, declared, enforced, proven, maxAge, reads, true);
  }

  /// What it looks at.
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final Definition reads(Class<? extends Fact>... types) {
    return new Definition(
        id,
        stage,
        asks,
        why,
        declared,
        enforced,
        proven,
        maxAge,
        Set.copyOf(Arrays.asList(types)),
        ofWhatRuns);
  }

  /// Whether the criterion can reach a level at all.
  public boolean knows(Level level) {
    return switch (level) {
      case MISSING, ASSUMED, DECLARED -> true;
      case ENFORCED -> enforced != null;
      case PROVEN -> proven != null;
    };
  }

  /// The level to reach under a profile: the profile's own, or the highest one below it that can be
  /// reached at all.
  public Level bar(Profile profile) {
    return switch (profile) {
      case STARTER -> Level.DECLARED;
      case STANDARD -> knows(Level.ENFORCED) ? Level.ENFORCED : Level.DECLARED;
      case REGULATED -> knows(Level.PROVEN) ? Level.PROVEN : bar(Profile.STANDARD);
    };
  }

  /// How a level is reached, or null when the criterion cannot reach it.
  public @Nullable String how(Level level) {
    return switch (level) {
      case MISSING, ASSUMED -> null;
      case DECLARED -> declared;
      case ENFORCED -> enforced;
      case PROVEN -> proven;
    };
  }
}
