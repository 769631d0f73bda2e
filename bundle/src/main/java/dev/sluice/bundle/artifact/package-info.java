/// The working files of a bundle: each kind of file in a package of its own, with a maker that says
/// whether the delivery needs it.
@NullMarked
package dev.sluice.bundle.artifact;

import org.jspecify.annotations.NullMarked;
