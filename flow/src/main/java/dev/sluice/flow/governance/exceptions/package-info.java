/// Whether no exception has expired.
@NullMarked
package dev.sluice.flow.governance.exceptions;

import org.jspecify.annotations.NullMarked;
