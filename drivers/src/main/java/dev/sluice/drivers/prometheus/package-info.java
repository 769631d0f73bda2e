/// Counts of both sides of a rollout, read from a server that speaks Prometheus' HTTP API.
@NullMarked
package dev.sluice.drivers.prometheus;

import org.jspecify.annotations.NullMarked;
