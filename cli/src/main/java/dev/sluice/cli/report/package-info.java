/// Assessments and facts as people and programs read them.
@NullMarked
package dev.sluice.cli.report;

import org.jspecify.annotations.NullMarked;
