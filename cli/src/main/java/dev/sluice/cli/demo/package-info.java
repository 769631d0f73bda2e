/// A rollout to watch, with real processes and real requests.
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
