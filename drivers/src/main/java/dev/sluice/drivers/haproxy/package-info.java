/// A HAProxy that shares requests out, told through its runtime API.
@NullMarked
package dev.sluice.drivers.haproxy;

import org.jspecify.annotations.NullMarked;
