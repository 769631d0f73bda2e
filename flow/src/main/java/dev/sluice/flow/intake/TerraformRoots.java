package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacRoot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The directories that Terraform applies from with a state that others can see. State on a disk is
/// not there when a runner looks.
public final class TerraformRoots {
  /// The environment that they are applied from, beside the way of a release.
  public static final String ENVIRONMENT = "infrastructure";

  /// More of them than these are applied in an order that only their owner knows.
  private static final int MOST = 10;

  private TerraformRoots() {}

  /// Their paths, sorted.
  public static List<String> of(Facts facts) {
    Set<String> shared =
        facts.of(IacBackend.class).stream()
            .filter(backend -> !backend.kind().equals("local"))
            .map(IacBackend::directory)
            .collect(Collectors.toSet());
    return facts.of(IacRoot.class).stream()
        .filter(root -> root.tool().equals("terraform"))
        .map(IacRoot::directory)
        .filter(shared::contains)
        .distinct()
        .sorted()
        .toList();
  }

  /// Whether one workflow can plan and apply them all.
  public static boolean few(List<String> roots) {
    return !roots.isEmpty() && roots.size() <= MOST;
  }
}
