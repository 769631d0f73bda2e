/// Whether every artifact says what it is, where it comes from and who made it.
@NullMarked
package dev.sluice.flow.artifactflow.identity;

import org.jspecify.annotations.NullMarked;
