package dev.sluice.flow.gate;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.signal.Signals;
import java.util.List;

/// What the flow says about one delivery.
///
/// @param name name of the delivery
/// @param path its directory relative to the root; `.` for the root
/// @param profile the profile that set the bars
/// @param profileWhy one phrase that says where the profile comes from
/// @param stages in the order in which they were run
public record Assessment(
    String name,
    String path,
    boolean written,
    Delivery.Profile profile,
    String profileWhy,
    Signals signals,
    List<StageVerdict> stages) {
  public Assessment {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    stages = List.copyOf(stages);
  }

  /// Whether every gate is open.
  public boolean open() {
    return stages.stream().allMatch(stage -> stage.gate() == Gate.OPEN);
  }

  /// All verdicts, stage by stage.
  public List<Verdict> verdicts() {
    return stages.stream().flatMap(stage -> stage.verdicts().stream()).toList();
  }
}
