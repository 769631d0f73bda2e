package dev.sluice.release.traffic;

/// Traffic of which the truth is known.
///
/// @param name what users call it
/// @param canaryRate error rate of the canary; negative when it is that of the stable
/// @param history seconds of the stable before the canary
/// @param added points that both sides fail more, for a while
/// @param noise how both rates vary
public record Scenario(
    String name, double canaryRate, double history, Incident added, Noise noise) {
  /// Rates of a whole system that fails.
  ///
  /// @param points added to the rates of both sides, as a share of requests
  public record Incident(double from, double to, double points) {
    /// Nothing fails.
    public static final Incident NONE = new Incident(0, 0, 0);
  }

  /// The waves of one run.
  public record Waves(Wave stable, Wave canary) {}

  /// Draws the waves of one run.
  @FunctionalInterface
  public interface Noise {
    Waves of(Dice dice);

    /// Both sides vary from period to period, each for itself.
    static Noise each(double stable, double canary, double period) {
      return dice -> new Waves(Wave.jumps(dice, stable, period), Wave.jumps(dice, canary, period));
    }
  }

  /// A healthy canary, after an hour of history.
  public static Scenario healthy(String name, Noise noise) {
    return new Scenario(name, -1, 3600, Incident.NONE, noise);
  }

  /// A canary that fails at a rate of its own.
  public Scenario failing(double rate) {
    return new Scenario(name, rate, history, added, noise);
  }

  /// The same after another history.
  public Scenario after(double seconds) {
    return new Scenario(name, canaryRate, seconds, added, noise);
  }

  /// The same with an incident.
  public Scenario during(Incident incident) {
    return new Scenario(name, canaryRate, history, incident, noise);
  }

  /// The same under another name.
  public Scenario named(String other) {
    return new Scenario(other, canaryRate, history, added, noise);
  }
}
