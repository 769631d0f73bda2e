/// Rules of Prometheus on the health of releases and of the delivery platform, with their tests.
@NullMarked
package dev.sluice.bundle.artifact.prometheus;

import org.jspecify.annotations.NullMarked;
