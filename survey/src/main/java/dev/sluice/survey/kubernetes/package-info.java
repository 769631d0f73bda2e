/// Kubernetes objects as files hold them, and what they say: one model for all tools that write or
/// deploy them.
@NullMarked
package dev.sluice.survey.kubernetes;

import org.jspecify.annotations.NullMarked;
