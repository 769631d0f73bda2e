/// Whether the bundle holds all ten sections.
@NullMarked
package dev.sluice.flow.bundle.sections;

import org.jspecify.annotations.NullMarked;
