/// Whether a release reaches its users in steps, with a cap on how many it may reach unproven.
@NullMarked
package dev.sluice.flow.cd.progressivesteps;

import org.jspecify.annotations.NullMarked;
