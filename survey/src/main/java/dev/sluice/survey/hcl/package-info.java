/// Reads HCL, the language of Terraform, OpenTofu, Terragrunt and Sentinel, into small trees with
/// positions.
@NullMarked
package dev.sluice.survey.hcl;

import org.jspecify.annotations.NullMarked;
