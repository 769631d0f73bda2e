/// What shares requests out among the instances of releases.
@NullMarked
package dev.sluice.drivers.balance;

import org.jspecify.annotations.NullMarked;
