/// Runbooks: one for each alert, and one for the rollback.
@NullMarked
package dev.sluice.bundle.artifact.runbook;

import org.jspecify.annotations.NullMarked;
