/// Who has to agree to a change of a file.
@NullMarked
package dev.sluice.flow.ownership;

import org.jspecify.annotations.NullMarked;
