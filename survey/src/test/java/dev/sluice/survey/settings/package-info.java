@NullMarked
package dev.sluice.survey.settings;

import org.jspecify.annotations.NullMarked;
