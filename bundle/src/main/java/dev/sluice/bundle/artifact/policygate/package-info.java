/// The policies that every change has to keep, and the commands that check them.
@NullMarked
package dev.sluice.bundle.artifact.policygate;

import org.jspecify.annotations.NullMarked;
