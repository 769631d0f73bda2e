/// Backends of Terraform, and policies on its plans.
@NullMarked
package dev.sluice.bundle.artifact.terraform;

import org.jspecify.annotations.NullMarked;
