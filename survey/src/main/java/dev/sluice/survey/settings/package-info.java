/// Reads settings of the code host that a repository keeps as files, and knows how a ruleset
/// becomes facts.
@NullMarked
package dev.sluice.survey.settings;

import org.jspecify.annotations.NullMarked;
