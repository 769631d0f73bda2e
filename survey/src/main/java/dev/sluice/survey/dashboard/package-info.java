/// Reads dashboards kept as code.
@NullMarked
package dev.sluice.survey.dashboard;

import org.jspecify.annotations.NullMarked;
