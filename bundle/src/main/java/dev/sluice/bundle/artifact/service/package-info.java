/// What makers need to know of the service that a delivery is about.
@NullMarked
package dev.sluice.bundle.artifact.service;

import org.jspecify.annotations.NullMarked;
