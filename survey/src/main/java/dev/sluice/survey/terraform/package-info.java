/// Reads Terraform, OpenTofu and Terragrunt: roots, backends, providers, modules, resources,
/// workspaces, the images that they deploy, and settings of GitHub that they keep as code.
@NullMarked
package dev.sluice.survey.terraform;

import org.jspecify.annotations.NullMarked;
