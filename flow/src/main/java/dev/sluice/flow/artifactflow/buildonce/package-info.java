/// Whether what is tested is what is promoted, and nothing is built anew on the way.
@NullMarked
package dev.sluice.flow.artifactflow.buildonce;

import org.jspecify.annotations.NullMarked;
