/// Configuration that differs between environments, and the schemas that it is checked against.
@NullMarked
package dev.sluice.survey.config;

import org.jspecify.annotations.NullMarked;
