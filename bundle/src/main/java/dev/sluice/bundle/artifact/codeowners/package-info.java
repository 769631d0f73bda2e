/// Code owners.
@NullMarked
package dev.sluice.bundle.artifact.codeowners;

import org.jspecify.annotations.NullMarked;
