/// What may not be deployed until somebody lets it.
@NullMarked
package dev.sluice.release.hold;

import org.jspecify.annotations.NullMarked;
