package dev.sluice.cli.demo;

import dev.sluice.drivers.demo.Behaviour;
import java.util.Locale;

/// What the new version of the demo is like.
enum Play {
  BAD("fails 20 % of its requests", Behaviour.failing("2.0.0", 0.2)),
  GOOD("is as good as the old one", Behaviour.failing("2.0.0", 0.001)),
  NOISY(
      "is as good as the old one, and its errors come and go",
      new Behaviour("2.0.0", 0.002, 1.0, 5, 0.3, 0, 0, 0)),
  SLOW(
      "answers one request in ten half a second late",
      new Behaviour("2.0.0", 0.001, 0, 5, 0.3, 0.1, 500, 0)),
  INCIDENT(
      "is as good as the old one; a database that both need fails for a while",
      Behaviour.failing("2.0.0", 0.001)),
  NO_METRICS("can't be judged: nothing counts its requests", Behaviour.failing("2.0.0", 0.001));

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Behaviour behaviour;

  Play(String text, Behaviour behaviour) {
    this.text = text;
    this.behaviour = behaviour;
  }

  String text() {
    return text;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /// The option that asks for it.
  String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
