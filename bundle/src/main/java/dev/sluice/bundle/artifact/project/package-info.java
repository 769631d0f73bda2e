/// What makers of pipelines want to know of a repository: where it is hosted, what builds and tests
/// it, which images it makes, what its pipelines already do.
@NullMarked
package dev.sluice.bundle.artifact.project;

import org.jspecify.annotations.NullMarked;
