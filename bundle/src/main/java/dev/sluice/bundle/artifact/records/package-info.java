/// Templates of change records, exceptions and accepted risks.
@NullMarked
package dev.sluice.bundle.artifact.records;

import org.jspecify.annotations.NullMarked;
