/// Reads repositories and live systems into facts. One reader per tool, each in a package of its
/// own.
@NullMarked
package dev.sluice.survey;

import org.jspecify.annotations.NullMarked;
