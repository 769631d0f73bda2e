/// Workflows for GitHub Actions: the gates that are missing, one build with identity, promotion,
/// drift detection. Each action is pinned by commit.
@NullMarked
package dev.sluice.bundle.artifact.githubactions;

import org.jspecify.annotations.NullMarked;
