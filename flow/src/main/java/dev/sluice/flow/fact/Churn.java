package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How often one kind of file changed lately.
///
/// @param area `infrastructure`, `pipelines`, `migrations`
/// @param changes commits that touched the area in the 90 days before the newest commit
/// @param authors distinct authors of these
/// @param last the newest of these
public record Churn(Source source, String area, int changes, int authors, @Nullable Instant last)
    implements Fact {
  public Churn {
    requireNonNull(source, "source");
    requireNonNull(area, "area");
  }
}
