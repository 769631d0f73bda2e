/// Whether the test gate exists, runs on every change, and blocks.
@NullMarked
package dev.sluice.flow.ci.testgate;

import org.jspecify.annotations.NullMarked;
