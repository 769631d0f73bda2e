/// Deployments behind a route of the Gateway API.
@NullMarked
package dev.sluice.drivers.kubernetes;

import org.jspecify.annotations.NullMarked;
