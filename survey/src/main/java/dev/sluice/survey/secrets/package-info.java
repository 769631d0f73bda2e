/// Secrets in clear text, and encrypted ones.
@NullMarked
package dev.sluice.survey.secrets;

import org.jspecify.annotations.NullMarked;
