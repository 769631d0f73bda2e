/// The built-in splitter: a small HTTP proxy that shares requests out by weight and counts them.
@NullMarked
package dev.sluice.drivers.splitter;

import org.jspecify.annotations.NullMarked;
