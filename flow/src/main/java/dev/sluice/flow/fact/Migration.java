package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One statement of a schema migration, or the migration itself when nothing in it destroys.
///
/// @param tool `flyway`, `liquibase`, `prisma`, `alembic`, `django`, `rails`, `efcore`; `sql` for
///   every other
/// @param destructive `drop table`, `drop column`, …, or null when it only adds
/// @param statement shortened
/// @param committed when a commit brought the file onto the branch, at the latest; null when that
///   cannot be told (outside git, a shallow clone) and for what only adds
public record Migration(
    Source source,
    String tool,
    String version,
    @Nullable String destructive,
    String statement,
    @Nullable Instant committed)
    implements Fact {
  public Migration {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(version, "version");
    requireNonNull(statement, "statement");
  }
}
