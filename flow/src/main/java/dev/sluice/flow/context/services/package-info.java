/// Whether each service is known, with owner, tier and path.
@NullMarked
package dev.sluice.flow.context.services;

import org.jspecify.annotations.NullMarked;
