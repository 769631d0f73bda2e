package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/// Says what a refused request means: what was asked, what came back, and what to do about it.
///
/// @param verb as roles write it: get, list, create, patch, delete
/// @param resource what was asked for
/// @param name name of the object, or null when it was asked for all
record Failure(String verb, Kind resource, String namespace, @Nullable String name) {
  /// How the API refuses to apply a field that its definitions do not have, with status 500.
  private static final String UNKNOWN_FIELD = "field not declared in schema";

  PortException of(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 400, 405, 415, 422 -> PortException.terminal(asked() + " was refused: " + said(e), e);
      case 401 ->
          PortException.terminal(
              asked() + ": the API does not know who asks; look at the kubeconfig", e);
      case 403 -> forbidden(e);
      case 404 -> PortException.terminal(asked() + ": there is none: " + said(e), e);
      case 409 -> PortException.passing(asked() + ": " + said(e), e);
      case 0 -> PortException.passing(asked() + ": no answer: " + reason(e), e);
      default ->
          said(e).contains(UNKNOWN_FIELD)
              ? PortException.terminal(asked() + " was refused: " + said(e), e)
              : PortException.passing(
                  asked() + ": the API answered " + e.getCode() + " " + said(e), e);
    };
  }

  private PortException forbidden(KubernetesClientException e) {
    String role =
        "{apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
            .formatted(resource.group(), resource.plural(), verb);
    String message = said(e);
    return message.contains("is forbidden: User")
        ? PortException.terminal(
            asked() + " is forbidden; its Role lacks " + role + " (docs/targets.md)", e)
        : PortException.terminal(asked() + " is forbidden: " + message, e);
  }

  /// Somebody else owns fields that were to be changed.
  PortException owned(KubernetesClientException e, String fix) {
    return PortException.terminal(asked() + ": " + said(e) + "\nfix: " + fix, e);
  }

  private String asked() {
    String object = name == null ? resource.plural() : resource.plural() + " " + name;
    return verb + " " + object + " in namespace " + namespace;
  }

  private static String said(KubernetesClientException e) {
    Status status = e.getStatus();
    String message = status == null ? null : status.getMessage();
    return message == null ? reason(e) : message;
  }

  private static String reason(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return message == null ? last.getClass().getSimpleName() : message;
  }
}
