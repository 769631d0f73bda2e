/// Pictures of a delivery, as SVG that also reads as text.
@NullMarked
package dev.sluice.bundle.figure;

import org.jspecify.annotations.NullMarked;
