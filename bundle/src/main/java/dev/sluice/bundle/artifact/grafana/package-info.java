/// Dashboards.
@NullMarked
package dev.sluice.bundle.artifact.grafana;

import org.jspecify.annotations.NullMarked;
