/// Files in which a project says who looks after it, and where it is to be reached.
@NullMarked
package dev.sluice.survey.contacts;

import org.jspecify.annotations.NullMarked;
