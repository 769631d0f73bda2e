/// What every picture is drawn with: one set of colours, type sizes and marks, and text that is
/// measured without fonts, so that the bytes are the same everywhere.
@NullMarked
package dev.sluice.bundle.figure.drawing;

import org.jspecify.annotations.NullMarked;
