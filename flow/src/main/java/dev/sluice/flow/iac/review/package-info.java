/// `iac.review`.
@NullMarked
package dev.sluice.flow.iac.review;

import org.jspecify.annotations.NullMarked;
