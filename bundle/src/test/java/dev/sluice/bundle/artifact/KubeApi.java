package dev.sluice.bundle.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A real Kubernetes API on the loopback interface, of the servers that test tools look for.
final class KubeApi implements AutoCloseable {
  private static final Path SERVERS =
      Path.of(
          Objects.requireNonNullElse(
              System.getenv("KUBEBUILDER_ASSETS"), "/usr/local/kubebuilder/bin"));

  private final List<Process> processes = new ArrayList<>();
  private final Path directory;
  private final int port;

  private KubeApi(Path directory) throws IOException {
    this.directory = directory;
    this.port = freePort();
  }

  /// Starts one; the test is skipped where there are no servers.
  static KubeApi start(Path directory) throws Exception {
    assumeTrue(
        Files.isExecutable(SERVERS.resolve("kube-apiserver")),
        "kube-apiserver is not in " + SERVERS);
    KubeApi api = new KubeApi(directory);
    try {
      api.begin();
      return api;
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      api.close();
      throw e;
    }
  }

  private void begin() throws IOException, GeneralSecurityException, InterruptedException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    String key =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
    Path sa = directory.resolve("sa.key");
    Files.writeString(sa, "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    Path tokens = directory.resolve("tokens.csv");
    Files.writeString(tokens, "admin,admin,admin,\"system:masters\"\n");
    String store = "http://127.0.0.1:" + freePort();
    String peer = "http://127.0.0.1:" + freePort();
    run(
        "etcd",
        "--data-dir=" + directory.resolve("etcd"),
        "--listen-client-urls=" + store,
        "--advertise-client-urls=" + store,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync");
    run(
        "kube-apiserver",
        "--etcd-servers=" + store,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port,
        "--cert-dir=" + directory.resolve("certificates"),
        "--token-auth-file=" + tokens,
        "--service-account-key-file=" + sa,
        "--service-account-signing-key-file=" + sa,
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--disable-admission-plugins=ServiceAccount");
    for (int i = 0; i < 240 && !kubectl("get", "--raw", "/readyz").text().equals("ok"); i++) {
      Thread.sleep(500);
    }
  }

  private void run(String server, String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(SERVERS.resolve(server).toString()));
    command.addAll(Arrays.asList(flags));
    processes.add(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(server + ".log").toFile())
            .start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Asks it.
  Tool.Said kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> base =
        List.of(
            "kubectl",
            "--server=https://127.0.0.1:" + port,
            "--token=admin",
            "--insecure-skip-tls-verify");
    return Tool.run(
        directory, Stream.concat(base.stream(), Arrays.stream(arguments)).toArray(String[]::new));
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        process.onExit().get(10, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
