package main

import rego.v1

pods contains input.spec.template.spec if input.kind in {"Rollout", "Deployment"}

deny contains message if {
	some pod in pods
	some container in pod.containers
	not regex.match(`@sha256:[0-9a-f]{64}$`, container.image)
	message := sprintf("%s is not pinned by digest", [container.image])
}

deny contains message if {
	some pod in pods
	not pod.securityContext.runAsNonRoot
	message := sprintf("%s may run as root", [input.metadata.name])
}
