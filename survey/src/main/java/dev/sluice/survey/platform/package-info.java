/// Notices the files by which platforms other than Kubernetes run what is built here.
@NullMarked
package dev.sluice.survey.platform;

import org.jspecify.annotations.NullMarked;
