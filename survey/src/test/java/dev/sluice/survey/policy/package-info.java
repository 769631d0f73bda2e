@NullMarked
package dev.sluice.survey.policy;

import org.jspecify.annotations.NullMarked;
