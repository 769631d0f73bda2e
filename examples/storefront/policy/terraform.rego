package main

import rego.v1

deny contains message if {
	some change in input.resource_changes
	change.type == "github_branch_protection"
	"delete" in change.change.actions
	message := sprintf("%s must not be deleted", [change.address])
}

deny contains message if {
	some change in input.resource_changes
	change.type == "github_repository_environment"
	change.change.after.prevent_self_review != true
	message := sprintf("%s lets people approve what they changed", [change.address])
}
