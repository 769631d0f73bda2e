/// Whether the security gate exists, runs on every change, and blocks.
@NullMarked
package dev.sluice.flow.ci.securitygate;

import org.jspecify.annotations.NullMarked;
