/// Whether somebody is told when a secret or a setting is in danger.
@NullMarked
package dev.sluice.flow.secretsconfig.alerting;

import org.jspecify.annotations.NullMarked;
