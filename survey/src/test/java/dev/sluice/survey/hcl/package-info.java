@NullMarked
package dev.sluice.survey.hcl;

import org.jspecify.annotations.NullMarked;
