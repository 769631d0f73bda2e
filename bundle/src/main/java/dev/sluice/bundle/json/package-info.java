/// How JSON is written.
@NullMarked
package dev.sluice.bundle.json;

import org.jspecify.annotations.NullMarked;
