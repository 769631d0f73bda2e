/// Whether each production environment has a deployment strategy that fits its risk.
@NullMarked
package dev.sluice.flow.cd.strategy;

import org.jspecify.annotations.NullMarked;
