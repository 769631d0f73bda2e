package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// The version of a tool that a file asks for.
///
/// @param tool `node`, `npm`, `pnpm`, `yarn`, `python`, `java`, `dotnet`, `go`, `rust`
/// @param directory the directory that it holds for; `.` for the root
/// @param version as written
public record ToolVersion(Source source, String tool, String directory, String version)
    implements Fact {
  public ToolVersion {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(directory, "directory");
    requireNonNull(version, "version");
  }
}
