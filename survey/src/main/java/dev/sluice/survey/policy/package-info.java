/// Reads policy as code: admission policies of Kubernetes, policies of plans, and the settings of
/// the services that run plans.
@NullMarked
package dev.sluice.survey.policy;

import org.jspecify.annotations.NullMarked;
