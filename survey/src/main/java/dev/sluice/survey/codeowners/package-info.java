/// Code-owners files.
@NullMarked
package dev.sluice.survey.codeowners;

import org.jspecify.annotations.NullMarked;
