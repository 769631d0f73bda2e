/// Rollouts of Argo Rollouts, whose controller moves the traffic.
@NullMarked
package dev.sluice.drivers.argo;

import org.jspecify.annotations.NullMarked;
