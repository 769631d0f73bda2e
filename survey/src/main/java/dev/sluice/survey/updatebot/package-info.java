/// Bots that keep dependencies fresh: Renovate and Dependabot.
@NullMarked
package dev.sluice.survey.updatebot;

import org.jspecify.annotations.NullMarked;
