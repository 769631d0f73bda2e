/// Tests of the GitHub Actions reader.
@NullMarked
package dev.sluice.survey.githubactions;

import org.jspecify.annotations.NullMarked;
