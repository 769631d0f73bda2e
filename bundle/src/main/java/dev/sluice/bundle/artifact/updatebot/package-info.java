/// The configuration of a bot that keeps dependencies fresh.
@NullMarked
package dev.sluice.bundle.artifact.updatebot;

import org.jspecify.annotations.NullMarked;
