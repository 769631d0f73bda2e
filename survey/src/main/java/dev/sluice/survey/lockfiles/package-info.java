/// Manifests of dependencies and the lock files that pin them.
@NullMarked
package dev.sluice.survey.lockfiles;

import org.jspecify.annotations.NullMarked;
