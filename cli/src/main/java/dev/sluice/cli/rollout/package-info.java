/// The commands that release: rollouts, rollbacks, promotions, approvals and holds.
@NullMarked
package dev.sluice.cli.rollout;

import org.jspecify.annotations.NullMarked;
