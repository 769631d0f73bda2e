package dev.sluice.survey.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacModule;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformReaderTest {
  @TempDir Path temp;
  private Path root = Path.of("");

  @BeforeEach
  void name() throws IOException {
    root = Files.createDirectory(temp.resolve("storefront"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private <T extends Fact> List<T> facts(Class<T> type) throws IOException {
    return Facts.of(Survey.read(Walk.of(root, true), List.of(new TerraformReader()))).of(type);
  }

  private IacBackend backend(String text) throws IOException {
    write("infra/main.tf", text);
    return facts(IacBackend.class).getFirst();
  }

  @Test
  void tellsRootsFromModulesAndExamples() throws IOException {
    write("infra/main.tf", "provider \"aws\" {}\nmodule \"net\" {\n  source = \"../net\"\n}\n");
    write("net/main.tf", "provider \"aws\" {}\nresource \"aws_vpc\" \"x\" {}\n");
    write("examples/one/main.tf", "provider \"aws\" {}\nresource \"aws_vpc\" \"x\" {}\n");
    write("lib/main.tf", "resource \"aws_vpc\" \"x\" {}\n");
    assertThat(facts(IacRoot.class)).extracting(IacRoot::directory).containsExactly("infra");
    assertThat(facts(IacResource.class)).hasSize(3);
  }

  @Test
  void seesWhichBackendsLock() throws IOException {
    String s3 =
        "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n    %s\n  }\n}\n";
    assertThat(backend(s3.formatted("")).locking()).isFalse();
    assertThat(backend(s3.formatted("use_lockfile = true")).locking()).isTrue();
    assertThat(backend(s3.formatted("use_lockfile = false")).locking()).isFalse();
    assertThat(backend(s3.formatted("dynamodb_table = \"t\"\n    encrypt = true")).encrypted())
        .isTrue();
    assertThat(backend("terraform {\n  backend \"s3\" {}\n}\n").locking()).isNull();
    assertThat(backend("terraform {\n  backend \"gcs\" {}\n}\n").locking()).isTrue();
    assertThat(backend("terraform {\n  backend \"local\" {}\n}\n").locking()).isFalse();
    assertThat(backend("terraform {\n  cloud {}\n}\n").kind()).isEqualTo("remote");
  }

  @Test
  void completesAPartialBackendFromFilesBesideIt() throws IOException {
    write("infra/prod.s3.tfbackend", "bucket = \"b\"\nuse_lockfile = true\n");
    assertThat(backend("terraform {\n  backend \"s3\" {}\n}\n").locking()).isTrue();
  }

  @Test
  void takesTerragruntStateFromTheFileAbove() throws IOException {
    write(
        "live/root.hcl",
        "remote_state {\n  backend = \"s3\"\n  config = {\n    bucket = \"b\"\n    key = \"k\"\n    dynamodb_table = \"l\"\n  }\n}\n");
    write(
        "live/prod/vpc/terragrunt.hcl",
        "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = \"git::https://example.org/m.git?ref=v1.2.0\"\n}\n");
    assertThat(facts(IacRoot.class)).extracting(IacRoot::tool).containsExactly("terragrunt");
    IacBackend backend = facts(IacBackend.class).getFirst();
    assertThat(backend.directory()).isEqualTo("live/prod/vpc");
    assertThat(backend.locking()).isTrue();
    assertThat(backend.source()).isEqualTo(new Source("live/root.hcl", 1, 1));
    assertThat(facts(IacModule.class)).extracting(IacModule::version).containsExactly("v1.2.0");
  }

  @Test
  void seesPinnedModulesAndLockedProviders() throws IOException {
    write(
        "main.tf",
        """
        terraform {
          required_providers {
            aws    = { source = "hashicorp/aws", version = "~> 5.0" }
            github = { source = "integrations/github" }
          }
        }
        module "vpc" {
          source  = "terraform-aws-modules/vpc/aws"
          version = "5.1.0"
        }
        module "eks" {
          source  = "terraform-aws-modules/eks/aws"
          version = "~> 20.0"
        }
        """);
    write(
        ".terraform.lock.hcl",
        "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.1.0\"\n}\n");
    assertThat(facts(IacProvider.class))
        .extracting(IacProvider::locked)
        .containsExactly(true, false);
    assertThat(facts(IacModule.class))
        .extracting(IacModule::version)
        .containsExactly("5.1.0", null);
  }

  @Test
  void seesEnvironmentsOnlyInNamesThatMeanNothingElse() throws IOException {
    write("environments/prod/main.tf", "terraform {\n  backend \"gcs\" {}\n}\n");
    write("environments/payroll/main.tf", "terraform {\n  backend \"gcs\" {}\n}\n");
    write("vars/staging_config.tfvars", "a = 1\n");
    write("vars/network.tfvars", "a = 1\n");
    assertThat(facts(EnvironmentSeen.class))
        .extracting(EnvironmentSeen::name)
        .containsExactly("prod", "staging");
  }

  @Test
  void findsImagesThatTheFilesAloneDecide() throws IOException {
    write(
        "prod/main.tf",
        """
        provider "aws" {}
        variable "tag" { default = "1.2" }
        variable "outside" {}
        locals { repo = "ghcr.io/acme/app" }
        resource "aws_ecs_task_definition" "app" {
          container_definitions = jsonencode([
            { name = "app", image = "${local.repo}:${var.tag}" },
            { name = "side", image = "ghcr.io/acme/side:${var.outside}" },
          ])
        }
        resource "kubernetes_deployment_v1" "web" {
          spec {
            template {
              spec {
                container {
                  name  = "web"
                  image = "nginx:1.27"
                }
              }
            }
          }
        }
        """);
    List<Deployment> deployments = facts(Deployment.class);
    assertThat(deployments)
        .extracting(d -> d.image().toString())
        .containsExactly("ghcr.io/acme/app:1.2", "ghcr.io/acme/side:${var.outside}", "nginx:1.27");
    assertThat(deployments)
        .extracting(Deployment::unresolved)
        .satisfiesExactly(
            a -> assertThat(a).isNull(),
            b -> assertThat(b).contains("var.outside"),
            c -> assertThat(c).isNull());
    assertThat(deployments.getFirst().environment()).isEqualTo("prod");
    assertThat(deployments.getFirst().source()).isEqualTo(new Source("prod/main.tf", 7, 29));
  }

  @Test
  void doesNotTrustADefaultThatAPipelineSets() throws IOException {
    write(
        "prod/main.tf",
        "provider \"x\" {}\nvariable \"tag\" { default = \"latest\" }\nresource \"docker_container\" \"app\" {\n  image = \"app:${var.tag}\"\n}\n");
    write(".github/workflows/deploy.yml", "run: terraform apply -var tag=$SHA\n");
    assertThat(facts(Deployment.class)).extracting(Deployment::unresolved).doesNotContainNull();
  }

  @Test
  void takesProtectionsOfThisRepositoryOnly() throws IOException {
    write(
        "github/main.tf",
        """
        resource "github_repository" "own" { name = "storefront" }
        resource "github_repository" "other" { name = "else" }
        resource "github_branch_protection" "own" {
          repository_id  = github_repository.own.node_id
          pattern        = "main"
          enforce_admins = true
          required_status_checks { contexts = ["test"] }
          required_pull_request_reviews {
            required_approving_review_count = 2
            require_code_owner_reviews      = true
          }
        }
        resource "github_branch_protection" "other" {
          repository_id = github_repository.other.node_id
          pattern       = "main"
        }
        resource "github_repository_environment" "production" {
          repository          = github_repository.own.name
          environment         = "production"
          prevent_self_review = true
          reviewers { teams = [data.github_team.leads.id] }
        }
        resource "github_repository_ruleset" "main" {
          repository  = "storefront"
          target      = "branch"
          enforcement = "active"
          conditions {
            ref_name { include = ["~DEFAULT_BRANCH"] }
          }
          rules {
            pull_request { require_code_owner_review = true }
            required_status_checks {
              required_check { context = "plan" }
            }
          }
        }
        """);
    List<BranchProtection> protections = facts(BranchProtection.class);
    assertThat(protections)
        .extracting(BranchProtection::branch)
        .containsExactly("main", "~DEFAULT_BRANCH");
    assertThat(protections.getFirst().approvals()).isEqualTo(2);
    assertThat(protections.getFirst().bypassable()).isFalse();
    assertThat(protections.getLast().requiredChecks()).containsExactly("plan");
    assertThat(protections).allMatch(BranchProtection::codeOwnerReviews);
    Approval approval = facts(Approval.class).getFirst();
    assertThat(approval.from()).containsExactly("data.github_team.leads.id");
    assertThat(approval.selfApproval()).isFalse();
  }

  @Test
  void oneBrokenFileHidesNoOther() throws IOException {
    write("a/main.tf", "provider \"x\" {}\nresource \"x\" \"y\" {\n  z = [1,\n");
    write("b/main.tf", "resource \"x\" \"y\" {}\n");
    assertThat(facts(Unreadable.class))
        .singleElement()
        .satisfies(u -> {
          assertThat(u.source().file()).isEqualTo("a/main.tf");
          assertThat(u.hides()).contains(IacRoot.class, BranchProtection.class);
        });
    assertThat(facts(IacResource.class)).hasSize(1);
  }

  @Test
  void readsTerraformWrittenAsJson() throws IOException {
    write(
        "infra/main.tf.json",
        """
        {
          "//": "made by a program",
          "terraform": [{"backend": {"s3": {"bucket": "b", "key": "k", "use_lockfile": true}}}],
          "provider": {"aws": {"region": "${var.region}"}},
          "resource": {
            "aws_vpc": {"one": {"cidr_block": "10.0.0.0/16"}, "two": {}},
            "aws_subnet": {"a": [{"vpc_id": "${aws_vpc.one.id}"}]}
          },
          "module": {"net": {"source": "../net"}}
        }
        """);
    write("infra/prod.auto.tfvars.json", "{\"size\": 3}\n");
    assertThat(facts(Unreadable.class)).isEmpty();
    assertThat(facts(IacBackend.class))
        .extracting(b -> b.source().toString(), IacBackend::kind, IacBackend::locking)
        .containsExactly(tuple("infra/main.tf.json:3:30", "s3", true));
    assertThat(facts(IacResource.class))
        .extracting(r -> r.source().toString(), IacResource::kind)
        .containsExactlyInAnyOrder(
            tuple("infra/main.tf.json:6:17", "aws_vpc"),
            tuple("infra/main.tf.json:6:55", "aws_vpc"),
            tuple("infra/main.tf.json:7:20", "aws_subnet"));
    assertThat(facts(IacModule.class)).extracting(IacModule::origin).containsExactly("../net");
    assertThat(facts(EnvironmentSeen.class))
        .extracting(EnvironmentSeen::name)
        .containsExactly("prod");
  }

  @Test
  void namesThePlaceWhereJsonBreaksOff() throws IOException {
    write("infra/main.tf.json", "{\"resource\": {\n");
    assertThat(facts(Unreadable.class)).hasSize(1);
  }
}
