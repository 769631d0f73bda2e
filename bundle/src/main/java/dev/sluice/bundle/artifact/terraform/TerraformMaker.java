package dev.sluice.bundle.artifact.terraform;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes backends that keep state remotely and locked for roots that have none, and the policies
/// that a plan has to pass.
@AutoService(Maker.class)
public final class TerraformMaker implements Maker {
  /// More roots than these are a library of examples, not what one delivery applies.
  private static final int MAX_ROOTS = 5;

  @Override
  public List<Artifact> make(Material material) {
    List<IacRoot> roots = roots(material);
    List<Artifact> made = new ArrayList<>();
    if (material.lacks("iac.source-of-truth")) {
      roots.forEach(root -> backend(root, material).ifPresent(made::add));
    }
    if (PlanPolicy.wanted(material)) {
      String purpose = "Refuses plans that delete what keeps data or open a door to everybody.";
      made.add(
          new Artifact(
              PlanPolicy.path(material),
              Artifact.header("#", purpose, PlanPolicy.CRITERION) + PlanPolicy.TEXT,
              purpose,
              PlanPolicy.CRITERION));
    }
    return made;
  }

  /// The roots that one delivery applies; none where there are more than that.
  static List<IacRoot> roots(Material material) {
    List<IacRoot> roots =
        material.facts().of(IacRoot.class).stream()
            .filter(r -> r.tool().equals("terraform") || r.tool().equals("opentofu"))
            .filter(r -> !r.directory().contains("example") && !r.directory().contains("test"))
            .toList();
    return roots.size() > MAX_ROOTS ? List.of() : roots;
  }

  private static Optional<Artifact> backend(IacRoot root, Material material) {
    boolean there =
        material.facts().of(IacBackend.class).stream()
            .anyMatch(b -> b.directory().equals(root.directory()));
    Set<String> known = Set.of("aws", "google", "azurerm");
    Optional<String> provider =
        there
            ? Optional.empty()
            : material.facts().of(IacProvider.class).stream()
                .filter(p -> p.directory().equals(root.directory()))
                .map(p -> p.name().substring(p.name().lastIndexOf('/') + 1))
                .filter(known::contains)
                .findFirst();
    String purpose =
        "Keeps the state of " + root.directory() + " in one place, locked while it changes.";
    return provider.map(name ->
        new Artifact(
            Service.in(root.directory(), "backend.tf"),
            Artifact.header("#", purpose, "iac.source-of-truth")
                + block(name, Service.of(material).slug() + "/" + Service.slug(root.directory())),
            purpose,
            "iac.source-of-truth"));
  }

  private static String block(String provider, String state) {
    return switch (provider) {
      case "aws" ->
          """
          # terraform init -backend-config=bucket=BUCKET -backend-config=region=REGION
          terraform {
            backend "s3" {
              key          = "%s.tfstate"
              encrypt      = true
              use_lockfile = true # Terraform 1.10 and later; a lock table of DynamoDB before
            }
          }
          """
              .formatted(state);
      case "google" ->
          """
          # terraform init -backend-config=bucket=BUCKET; Cloud Storage locks by itself
          terraform {
            backend "gcs" {
              prefix = "%s"
            }
          }
          """
              .formatted(state);
      default ->
          """
          # terraform init -backend-config=storage_account_name=ACCOUNT -backend-config=container_name=CONTAINER
          # The blob is leased, and so locked, while it changes.
          terraform {
            backend "azurerm" {
              key              = "%s.tfstate"
              use_azuread_auth = true
            }
          }
          """
              .formatted(state);
    };
  }
}
