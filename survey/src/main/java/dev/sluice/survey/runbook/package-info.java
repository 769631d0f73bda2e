/// Reads runbooks, and tells where links to them lead.
@NullMarked
package dev.sluice.survey.runbook;

import org.jspecify.annotations.NullMarked;
