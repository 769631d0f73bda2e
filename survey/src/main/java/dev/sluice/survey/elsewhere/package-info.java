/// Notices pipelines of systems that no reader understands.
@NullMarked
package dev.sluice.survey.elsewhere;

import org.jspecify.annotations.NullMarked;
