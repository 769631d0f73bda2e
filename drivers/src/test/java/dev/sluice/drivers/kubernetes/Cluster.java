package dev.sluice.drivers.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.sluice.testkit.KubeApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One Kubernetes API for all tests of a process, with controllers and a pretended node.
public final class Cluster implements ParameterResolver {
  /// What tests get: the API, a client that may do everything, and names that nobody else has.
  public static final class Shared implements AutoCloseable {
    private final KubeApi api;
    private final Path directory;
    private final KubernetesClient client;
    private final AtomicInteger names = new AtomicInteger();

    Shared() throws Exception {
      directory = Files.createTempDirectory("cluster");
      api = KubeApi.startCluster(directory);
      client = new KubernetesClientBuilder().withConfig(config()).build();
      try {
        define();
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private void define() throws IOException {
      client.load(definitions(line -> true)).create();
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName("httproutes.gateway.networking.k8s.io")
          .waitUntilCondition(
              d ->
                  d != null
                      && d.getStatus() != null
                      && d.getStatus().getConditions() != null
                      && d.getStatus().getConditions().stream()
                          .anyMatch(c ->
                              c.getType().equals("Established") && c.getStatus().equals("True")),
              20,
              TimeUnit.SECONDS);
    }

    private static InputStream definitions(Predicate<String> lines) throws IOException {
      try (InputStream in =
          requireNonNull(
              Shared.class.getResourceAsStream(
                  "/dev/sluice/drivers/kubernetes/definitions.yaml"))) {
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String left = all.lines().filter(lines).collect(Collectors.joining("\n"));
        return new ByteArrayInputStream(left.getBytes(StandardCharsets.UTF_8));
      }
    }

    /// Replaces the definitions of other projects' resources.
    ///
    /// @param lines which lines of theirs stay
    public void redefine(Predicate<String> lines) throws IOException {
      for (HasMetadata definition : client.load(definitions(lines)).items()) {
        HasMetadata now = client.resource(definition).get();
        definition.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
        var _ = client.resource(definition).update();
      }
    }

    /// The API.
    public KubeApi api() {
      return api;
    }

    /// May do everything.
    public KubernetesClient client() {
      return client;
    }

    /// How the API is reached.
    public Config config() {
      return new ConfigBuilder(Config.empty())
          .withMasterUrl(api.url())
          .withOauthToken(KubeApi.TOKEN)
          .withTrustCerts(true)
          .withDisableHostnameVerification(true)
          .build();
    }

    /// Makes a namespace.
    public String namespace() {
      String name = "test-" + names.incrementAndGet();
      client
          .namespaces()
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
      return name;
    }

    @Override
    public void close() throws IOException {
      client.close();
      api.close();
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(Shared::delete);
      }
    }

    private static void delete(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Shared.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Shared.class, type -> started(), Shared.class);
  }

  private static Shared started() {
    try {
      return new Shared();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
