/// What takes traffic: what was seen of it, what it was told, and what is safe to tell it next.
@NullMarked
package dev.sluice.release.steering;

import org.jspecify.annotations.NullMarked;
