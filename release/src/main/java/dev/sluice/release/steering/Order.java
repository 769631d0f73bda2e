package dev.sluice.release.steering;

/// Something that a target is told: always what shall be, never a difference, so that doing it
/// twice does it once. A target refuses an order that is older than one it has done.
public sealed interface Order {
  /// Its number, which is also its fencing token: every order of a target has a greater one than
  /// all before it, whichever rollout or process gives it.
  long generation();

  /// The same with another number.
  Order again(long generation);

  /// The canary's share of the requests, in percent; the stable gets the rest.
  record SetWeight(long generation, int canary) implements Order {
    public SetWeight {
      percentage(canary);
    }

    @Override
    public Order again(long other) {
      return new SetWeight(other, canary);
    }
  }

  /// The share of the requests of which the canary gets a copy, in percent. Nobody waits for its
  /// answers.
  record SetMirror(long generation, int percent) implements Order {
    public SetMirror {
      percentage(percent);
    }

    @Override
    public Order again(long other) {
      return new SetMirror(other, percent);
    }
  }

  /// How many instances one side shall have. Before a driver takes the last ones away, it looks
  /// again whether they have traffic: somebody else may have sent them some since.
  record Scale(long generation, Side side, int replicas) implements Order {
    public Scale {
      if (replicas < 0) {
        throw new IllegalArgumentException("expected 0 or more, but found " + replicas);
      }
    }

    @Override
    public Order again(long other) {
      return new Scale(other, side, replicas);
    }
  }

  private static void percentage(int value) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException("expected a percentage, but found " + value);
    }
  }
}
