/// Reads GitHub Actions workflows, reusable workflows and local actions.
@NullMarked
package dev.sluice.survey.githubactions;

import org.jspecify.annotations.NullMarked;
