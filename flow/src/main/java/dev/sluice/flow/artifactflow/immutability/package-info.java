/// Whether what is promoted can change under its name.
@NullMarked
package dev.sluice.flow.artifactflow.immutability;

import org.jspecify.annotations.NullMarked;
