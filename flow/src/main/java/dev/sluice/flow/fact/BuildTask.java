package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// Something that a build tool can be asked for here: a script of a package, a target of a
/// Makefile, a wrapper that brings its tool along, a test runner that is configured.
///
/// @param tool `npm`, `make`, `maven`, `gradle`, `dotnet`, `dotnet-test`, `pytest`, `tox`, `django`
/// @param directory where it is run; `.` for the root
/// @param name the script or target; the file of a wrapper or solution
public record BuildTask(Source source, String tool, String directory, String name) implements Fact {
  public BuildTask {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(directory, "directory");
    requireNonNull(name, "name");
  }
}
