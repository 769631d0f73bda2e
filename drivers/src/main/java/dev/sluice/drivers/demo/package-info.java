/// A service that behaves as its artifact says, and load for it: for the demo and for tests.
@NullMarked
package dev.sluice.drivers.demo;

import org.jspecify.annotations.NullMarked;
