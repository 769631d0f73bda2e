data "github_team" "leads" {
  slug = "team-checkout-leads"
}

data "github_team" "platform" {
  slug = "team-platform"
}

resource "github_repository" "storefront" {
  name                   = "storefront"
  visibility             = "private"
  delete_branch_on_merge = true
  allow_merge_commit     = false
}

resource "github_branch_protection" "main" {
  repository_id           = github_repository.storefront.node_id
  pattern                 = "main"
  enforce_admins          = true
  require_signed_commits  = true
  required_linear_history = true
  allows_force_pushes     = false
  allows_deletions        = false

  required_status_checks {
    strict   = true
    contexts = ["build", "test", "config", "security", "policy", "plan"]
  }

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
    dismiss_stale_reviews           = true
  }
}

resource "github_repository_environment" "staging" {
  repository  = github_repository.storefront.name
  environment = "staging"

  deployment_branch_policy {
    protected_branches     = true
    custom_branch_policies = false
  }
}

resource "github_repository_environment" "production" {
  repository          = github_repository.storefront.name
  environment         = "production"
  prevent_self_review = true
  can_admins_bypass   = false

  reviewers {
    teams = [data.github_team.leads.id]
  }

  deployment_branch_policy {
    protected_branches     = true
    custom_branch_policies = false
  }
}

resource "github_repository_environment" "infrastructure" {
  repository          = github_repository.storefront.name
  environment         = "infrastructure"
  prevent_self_review = true
  can_admins_bypass   = false

  reviewers {
    teams = [data.github_team.platform.id]
  }

  deployment_branch_policy {
    protected_branches     = true
    custom_branch_policies = false
  }
}
