package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacProvider;
import java.util.List;

/// A cloud that a job logs in to by the identity of its run, with no key kept anywhere. Roles are
/// variables of the repository or of the environment that the job enters.
enum Cloud {
  AWS,
  GOOGLE,
  AZURE,
  NONE;

  /// The cloud of a set of providers.
  static Cloud of(List<IacProvider> providers) {
    if (has(providers, "aws")) {
      return AWS;
    }
    if (has(providers, "google")) {
      return GOOGLE;
    }
    return has(providers, "azurerm") ? AZURE : NONE;
  }

  /// The cloud of all that is seen.
  static Cloud of(Facts facts) {
    return of(facts.of(IacProvider.class));
  }

  private static boolean has(List<IacProvider> providers, String name) {
    return providers.stream()
        .anyMatch(p ->
            p.name().equals(name)
                || p.name().equals("hashicorp/" + name)
                || p.name().endsWith("/hashicorp/" + name));
  }

  /// @param role what the variable's name begins with: `PLAN`, `DEPLOY`, `PUBLISH`
  Step login(String role) {
    return switch (this) {
      case AWS ->
          Step.uses("aws-actions/configure-aws-credentials")
              .with("aws-region", "${{ vars.AWS_REGION }}")
              .with("role-to-assume", "${{ vars." + role + "_ROLE }}");
      case GOOGLE ->
          Step.uses("google-github-actions/auth")
              .with("workload_identity_provider", "${{ vars.WORKLOAD_IDENTITY_PROVIDER }}")
              .with("service_account", "${{ vars." + role + "_SERVICE_ACCOUNT }}");
      case AZURE ->
          Step.run(
                  "log in to Azure as this run",
                  "set -euo pipefail",
                  "token=$(curl --fail --silent --show-error \\",
                  "  --header \"Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN\" \\",
                  "  \"$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api://AzureADTokenExchange\" | jq"
                      + " --raw-output .value)",
                  "az login --service-principal --username \"$CLIENT\" --tenant \"$TENANT\""
                      + " --federated-token \"$token\" --output none")
              .env("CLIENT", "${{ vars." + role + "_CLIENT_ID }}")
              .env("TENANT", "${{ vars.AZURE_TENANT_ID }}");
      case NONE -> throw new IllegalStateException("no cloud to log in to");
    };
  }
}
