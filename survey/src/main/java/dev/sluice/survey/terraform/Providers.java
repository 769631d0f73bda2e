package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.IacProvider;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclAttribute;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclValue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The providers that a directory requires, and whether its lock file holds them.
final class Providers {
  /// Comes with Terraform itself; no lock file holds it.
  private static final String BUILT_IN = "terraform.io/builtin/terraform";

  private Providers() {}

  static void read(Directory directory, Configuration configuration, Sink sink) {
    HclBody lock = configuration.locks().get(directory.path());
    Set<String> locked =
        lock == null
            ? Set.of()
            : lock.blocks("provider").map(block -> block.label(0)).collect(Collectors.toSet());
    directory
        .settings("required_providers")
        .map(HclBlock::body)
        .flatMap(body -> body.attributes().stream())
        .forEach(provider -> provider(directory.path(), provider, locked, sink));
  }

  private static void provider(
      String directory, HclAttribute provider, Set<String> locked, Sink sink) {
    HclValue value = provider.value();
    String origin = text(value.get("source"));
    if (BUILT_IN.equals(origin)) {
      return;
    }
    String constraint =
        value instanceof HclValue.Literal literal ? literal.text() : text(value.get("version"));
    String address = origin == null ? "hashicorp/" + provider.name() : origin;
    boolean held = locked.stream().anyMatch(l -> l.equals(address) || l.endsWith("/" + address));
    sink.add(new IacProvider(provider.source(), directory, address, constraint, held));
  }

  private static @Nullable String text(@Nullable HclValue value) {
    return value instanceof HclValue.Literal literal ? literal.text() : null;
  }
}
