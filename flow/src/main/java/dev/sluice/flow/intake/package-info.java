/// From a repository to a `delivery.yaml`: what is found, what is asked, what is assumed, and the
/// text of the file.
@NullMarked
package dev.sluice.flow.intake;

import org.jspecify.annotations.NullMarked;
