@NullMarked
package dev.sluice.survey.terraform;

import org.jspecify.annotations.NullMarked;
