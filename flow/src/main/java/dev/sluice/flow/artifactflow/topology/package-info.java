/// Whether the environments, their order and which of them are production are explicit.
@NullMarked
package dev.sluice.flow.artifactflow.topology;

import org.jspecify.annotations.NullMarked;
