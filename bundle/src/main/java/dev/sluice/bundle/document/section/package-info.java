/// What each of the ten sections says of a delivery.
@NullMarked
package dev.sluice.bundle.document.section;

import org.jspecify.annotations.NullMarked;
