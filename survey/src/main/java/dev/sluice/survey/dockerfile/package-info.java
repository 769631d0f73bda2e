/// Reads Dockerfiles and Containerfiles.
@NullMarked
package dev.sluice.survey.dockerfile;

import org.jspecify.annotations.NullMarked;
