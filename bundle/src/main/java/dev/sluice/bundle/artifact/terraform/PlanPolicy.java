package dev.sluice.bundle.artifact.terraform;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.PolicyRule;
import java.util.Optional;
import java.util.Set;

/// Rules on the JSON of a plan, in Rego for conftest.
public final class PlanPolicy {
  static final String CRITERION = "iac.policy-checks";
  private static final Set<String> SUBJECTS = Set.of("terraform", "any");
  static final String TEXT =
      """
      # terraform show -json plan > plan.json && conftest test --policy policy/terraform plan.json
      package main

      import rego.v1

      # What keeps data. A change that deletes one of these needs an exception of its own.
      stateful := {
      	"aws_db_instance", "aws_rds_cluster", "aws_dynamodb_table", "aws_s3_bucket", "aws_efs_file_system",
      	"aws_kms_key", "aws_secretsmanager_secret", "google_sql_database_instance", "google_storage_bucket",
      	"google_kms_crypto_key", "azurerm_mssql_database", "azurerm_postgresql_flexible_server",
      	"azurerm_storage_account", "azurerm_key_vault",
      }

      everybody := {"0.0.0.0/0", "::/0"}

      deny contains message if {
      	some change in input.resource_changes
      	change.type in stateful
      	"delete" in change.change.actions
      	message := sprintf("%s keeps data and would be deleted", [change.address])
      }

      deny contains message if {
      	some change in input.resource_changes
      	change.type == "aws_security_group_rule"
      	change.change.after.type == "ingress"
      	some block in change.change.after.cidr_blocks
      	block in everybody
      	not web(change.change.after)
      	message := sprintf("%s lets everybody in at port %v", [change.address, change.change.after.from_port])
      }

      deny contains message if {
      	some change in input.resource_changes
      	change.type == "aws_security_group"
      	some rule in change.change.after.ingress
      	some block in rule.cidr_blocks
      	block in everybody
      	not web(rule)
      	message := sprintf("%s lets everybody in at port %v", [change.address, rule.from_port])
      }

      deny contains message if {
      	some change in input.resource_changes
      	change.type == "google_compute_firewall"
      	some range in change.change.after.source_ranges
      	range in everybody
      	some allow in change.change.after.allow
      	some port in allow.ports
      	not port in {"80", "443"}
      	message := sprintf("%s lets everybody in at port %s", [change.address, port])
      }

      web(rule) if {
      	rule.from_port == rule.to_port
      	rule.from_port in {80, 443}
      }
      """;

  private PlanPolicy() {}

  /// The file of rules that a plan has to pass: one of the repository, or the one that is made.
  public static Optional<String> file(Material material) {
    return written(material)
        .or(() -> wanted(material) ? Optional.of(path(material)) : Optional.empty());
  }

  /// Whether the rules are made: plans have none.
  static boolean wanted(Material material) {
    boolean checked =
        material.facts().of(PolicyRule.class).stream()
            .anyMatch(r -> SUBJECTS.contains(r.subject()));
    return material.lacks(CRITERION) && !checked && !TerraformMaker.roots(material).isEmpty();
  }

  static String path(Material material) {
    return Service.of(material).path("policy/terraform/plan.rego");
  }

  private static Optional<String> written(Material material) {
    return material.facts().of(PolicyRule.class).stream()
        .filter(r -> SUBJECTS.contains(r.subject()) && r.engine().equals("rego"))
        .map(r -> r.source().file())
        .findFirst();
  }
}
