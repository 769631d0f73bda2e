/// The files of a repository as readers see them: bounded, inside the root, read once.
@NullMarked
package dev.sluice.survey.tree;

import org.jspecify.annotations.NullMarked;
