/// What build tools can be asked for, and which versions of tools are wanted.
@NullMarked
package dev.sluice.survey.buildtool;

import org.jspecify.annotations.NullMarked;
