# What every change has to keep: an action is named by its commit.
# Serves ci.policy-gate; made by `sluice bundle`, kept by hand since.
package main

import rego.v1

deny contains message if {
	some name, job in input.jobs
	some step in job.steps
	not startswith(step.uses, "./")
	not startswith(step.uses, "docker://")
	not regex.match(`@[0-9a-f]{40}$`, step.uses)
	message := sprintf("job %s: %s is not pinned by its commit", [name, step.uses])
}
