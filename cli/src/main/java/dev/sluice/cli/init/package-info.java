/// Drafts a delivery.yaml from a repository and some answers.
@NullMarked
package dev.sluice.cli.init;

import org.jspecify.annotations.NullMarked;
