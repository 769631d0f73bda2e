package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One namespace of a Kubernetes API. Every request is asked once, ends within seconds, and fails
/// with a sentence that says what was asked and what to do. Safe for several threads.
public final class Api implements AutoCloseable {
  private static final int CONNECT = 3_000;
  private static final int ANSWER = 5_000;

  private final KubernetesClient client;
  private final String namespace;

  private Api(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// Opens the API that a kubeconfig names. Nothing is asked yet.
  ///
  /// @param config from the kubeconfig; its timeouts and retries are replaced
  public static Api open(Config config, String namespace) {
    config.setConnectionTimeout(CONNECT);
    config.setRequestTimeout(ANSWER);
    config.setRequestRetryBackoffLimit(0);
    return new Api(new KubernetesClientBuilder().withConfig(config).build(), namespace);
  }

  /// The kubeconfig of whoever runs this, or the service account of the pod that it runs in.
  ///
  /// @param context the context to use, or null for the current one
  /// @throws PortException when there is no such context
  public static Config config(@Nullable String context) throws PortException {
    Config config = Config.autoConfigure(context);
    if (context != null
        && (config.getCurrentContext() == null
            || !context.equals(config.getCurrentContext().getName()))) {
      throw PortException.terminal("the kubeconfig has no context " + context);
    }
    return config;
  }

  /// The namespace.
  public String namespace() {
    return namespace;
  }

  /// Asks for something.
  ///
  /// @param name name of the object, or null when all are asked for
  /// @throws PortException when it is not answered
  public <T> T ask(String verb, Kind kind, @Nullable String name, Function<KubernetesClient, T> ask)
      throws PortException, InterruptedException {
    Failure failure = new Failure(verb, kind, namespace, name);
    try {
      return answered(() -> ask.apply(client));
    } catch (KubernetesClientException e) {
      throw failure.of(e);
    }
  }

  /// Makes an object that is not there yet.
  ///
  /// @throws StaleException when there is one
  void create(Kind kind, HasMetadata object)
      throws PortException, StaleException, InterruptedException {
    String name = object.getMetadata().getName();
    try {
      var _ = answered(() -> client.resource(object).inNamespace(namespace).create());
    } catch (KubernetesClientException e) {
      PortException failed = new Failure("create", kind, namespace, name).of(e);
      if (e.getCode() == 409) {
        throw new StaleException(failed.getMessage(), e);
      }
      throw failed;
    }
  }

  /// Applies fields of an object that is still as it was read: its resourceVersion is among them.
  ///
  /// @param force whether the fields are ours, whoever wrote them last
  /// @param fix what whoever else applies them can do
  /// @throws StaleException when somebody has changed it since
  <T extends HasMetadata> void apply(Kind kind, T object, boolean force, String fix)
      throws PortException, StaleException, InterruptedException {
    var _ =
        patch(
            kind,
            object.getMetadata().getName(),
            fix,
            c -> c.resource(object).inNamespace(namespace).patch(applying(force), object));
  }

  /// How fields are applied: as the same owner always, and only those that the API knows.
  public static PatchContext applying(boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(Mark.OWNER)
        .withForce(force)
        .withFieldValidation("Strict")
        .build();
  }

  /// Changes an object that is still as it was read: its resourceVersion is part of the change.
  ///
  /// @param fix what whoever else applies the fields can do
  /// @return the object after it
  /// @throws StaleException when somebody has changed it since
  public <T> T patch(Kind kind, String name, String fix, Function<KubernetesClient, T> patch)
      throws PortException, StaleException, InterruptedException {
    Failure failure = new Failure("patch", kind, namespace, name);
    try {
      return answered(() -> patch.apply(client));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409 && isOwned(e.getStatus())) {
        throw failure.owned(e, fix);
      }
      if (e.getCode() == 409) {
        throw new StaleException(failure.of(e).getMessage(), e);
      }
      throw failure.of(e);
    }
  }

  /// Deletes an object that is still as it was read.
  void delete(Kind kind, HasMetadata object) throws PortException, InterruptedException {
    String name = object.getMetadata().getName();
    try {
      var _ =
          answered(
              () -> client.resource(object).inNamespace(namespace).lockResourceVersion().delete());
    } catch (KubernetesClientException e) {
      throw new Failure("delete", kind, namespace, name).of(e);
    }
  }

  private static boolean isOwned(@Nullable Status status) {
    return status != null
        && status.getDetails() != null
        && status.getDetails().getCauses().stream()
            .anyMatch(cause -> "FieldManagerConflict".equals(cause.getReason()));
  }

  /// Waiting for an answer may be interrupted; the client says so in its own way.
  private static <T> T answered(Supplier<T> ask) throws InterruptedException {
    try {
      return ask.get();
    } catch (KubernetesClientException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
