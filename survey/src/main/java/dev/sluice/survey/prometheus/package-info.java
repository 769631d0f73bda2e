/// Reads the rules of Prometheus and of what speaks its language.
@NullMarked
package dev.sluice.survey.prometheus;

import org.jspecify.annotations.NullMarked;
