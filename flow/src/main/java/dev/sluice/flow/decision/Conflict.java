package dev.sluice.flow.decision;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Two rows whose choices cannot be combined.
///
/// @param one the row that comes first in the table
/// @param why one phrase
public record Conflict(Choice one, Choice other, String why) {
  public Conflict {
    requireNonNull(one, "one");
    requireNonNull(other, "other");
    requireNonNull(why, "why");
  }

  /// The conflict between two choices, when there is one.
  static Optional<Conflict> between(Choice one, Choice other) {
    String a = one.chosen();
    String b = other.chosen();
    if (a.equals(b)) {
      return Optional.empty();
    }
    if (one.option().excludes().contains(b) || other.option().excludes().contains(a)) {
      return Optional.of(new Conflict(one, other, "one excludes the other"));
    }
    List<String> first = one.option().strategies();
    List<String> second = other.option().strategies();
    boolean apart =
        !first.isEmpty() && !second.isEmpty() && second.stream().noneMatch(first::contains);
    return apart
        ? Optional.of(new Conflict(one, other, "no deployment strategy fits both"))
        : Optional.empty();
  }

  /// Where it is mended: in the file that gave one of the two rows their choice.
  public Source place() {
    return Stream.of(other, one)
        .flatMap(choice -> Stream.ofNullable(choice.place()))
        .findFirst()
        .orElse(Source.of("delivery.yaml"));
  }

  /// Both rows with their choices.
  public String words() {
    return words(one) + " beside " + words(other) + ": " + why;
  }

  private static String words(Choice choice) {
    return "`" + choice.chosen() + "` of row " + choice.row().id();
  }

  /// How it is mended.
  public String fix() {
    return "decide for the alternative in one of the two rows, or override one of them in"
        + " `decisionTables`";
  }

  /// The conflict as an error of the file.
  public Problem problem() {
    return new Problem(place(), "choices-conflict", "choices that combine", words(), fix());
  }
}
