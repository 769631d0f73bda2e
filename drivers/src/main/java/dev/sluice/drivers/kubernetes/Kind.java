package dev.sluice.drivers.kubernetes;

/// A kind of objects, as roles name it.
///
/// @param group its API group, empty for the core
/// @param plural its name in paths and roles
public record Kind(String group, String plural) {
  static final Kind DEPLOYMENTS = new Kind("apps", "deployments");
  static final Kind SERVICES = new Kind("", "services");
  static final Kind SLICES = new Kind("discovery.k8s.io", "endpointslices");
  static final Kind ROUTES = new Kind("gateway.networking.k8s.io", "httproutes");
}
