package dev.sluice.flow.gate;

import dev.sluice.flow.criterion.Stage;
import java.util.List;

/// One stage: its gate and the verdicts behind it. A blocked stage is judged like every other.
///
/// @param blockedBy ids of entry criteria that are not known; empty unless blocked
public record StageVerdict(Stage stage, Gate gate, List<String> blockedBy, List<Verdict> verdicts) {
  public StageVerdict {
    blockedBy = List.copyOf(blockedBy);
    verdicts = List.copyOf(verdicts);
  }

  /// How many criteria are met.
  public long met() {
    return verdicts.stream().filter(Verdict::met).count();
  }
}
