/// Whether each service has somebody who helps.
@NullMarked
package dev.sluice.flow.operations.support;

import org.jspecify.annotations.NullMarked;
