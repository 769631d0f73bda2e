/// Reads the objects of Argo Rollouts.
@NullMarked
package dev.sluice.survey.argo;

import org.jspecify.annotations.NullMarked;
