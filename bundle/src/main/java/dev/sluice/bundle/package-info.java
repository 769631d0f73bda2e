/// Turns an assessment into the bundle: the document, and the working files that make it true. The
/// same input gives the same bytes.
@NullMarked
package dev.sluice.bundle;

import org.jspecify.annotations.NullMarked;
