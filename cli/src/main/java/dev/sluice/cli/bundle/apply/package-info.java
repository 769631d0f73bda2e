/// Writes the working files of a bundle into a repository: all or none of them, and nothing that a
/// person wrote is lost.
@NullMarked
package dev.sluice.cli.bundle.apply;

import org.jspecify.annotations.NullMarked;
