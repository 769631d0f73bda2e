/// Whether a release has to say that it is ready before it gets traffic.
@NullMarked
package dev.sluice.flow.cd.healthchecks;

import org.jspecify.annotations.NullMarked;
