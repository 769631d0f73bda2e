/// Reads the applications of Argo CD.
@NullMarked
package dev.sluice.survey.argocd;

import org.jspecify.annotations.NullMarked;
