/// Whether the policy gate exists, runs on every change, and blocks.
@NullMarked
package dev.sluice.flow.ci.policygate;

import org.jspecify.annotations.NullMarked;
