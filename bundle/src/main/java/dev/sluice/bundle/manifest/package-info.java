/// The seal of a bundle: which files it has, with their digests, signed. An in-toto statement in a
/// DSSE envelope.
@NullMarked
package dev.sluice.bundle.manifest;

import org.jspecify.annotations.NullMarked;
