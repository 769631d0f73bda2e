package dev.sluice.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A real Kubernetes API on the loopback interface, of the servers that test tools look for; with
/// controllers, a scheduler and pretended nodes if asked. The user of [#TOKEN] may do everything,
/// also in the name of others.
public final class KubeApi implements AutoCloseable {
  /// Token of its one user.
  public static final String TOKEN = "admin";

  private static final Path SERVERS =
      Path.of(
          Objects.requireNonNullElse(
              System.getenv("KUBEBUILDER_ASSETS"), "/usr/local/kubebuilder/bin"));
  private static final String API = "kube-apiserver";

  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Path directory;
  private final int port;
  private final String store;

  private KubeApi(Path directory) throws IOException {
    this.directory = directory;
    this.port = freePort();
    this.store = "http://127.0.0.1:" + freePort();
  }

  /// Starts an API alone: objects are kept, and nothing acts on them. The test is skipped where
  /// there are no servers.
  public static KubeApi start(Path directory) throws Exception {
    return start(directory, List.of("etcd", API), List.of());
  }

  /// Starts an API with controllers, a scheduler and one pretended node, on which pods become ready
  /// at once; those with the label `test/ready: never` stay as they are. The test is skipped where
  /// there are no servers.
  public static KubeApi startCluster(Path directory) throws Exception {
    return start(
        directory,
        List.of("etcd", API),
        List.of("kube-controller-manager", "kube-scheduler", "kwok"));
  }

  private static KubeApi start(Path directory, List<String> first, List<String> then)
      throws Exception {
    for (String server : Stream.concat(first.stream(), then.stream()).toList()) {
      assumeTrue(Files.isExecutable(SERVERS.resolve(server)), server + " is not in " + SERVERS);
    }
    KubeApi api = new KubeApi(directory);
    boolean started = false;
    try {
      api.begin();
      if (!then.isEmpty()) {
        api.beginControllers();
      }
      started = true;
      return api;
    } finally {
      if (!started) {
        api.close();
      }
    }
  }

  private void begin() throws IOException, GeneralSecurityException, InterruptedException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    String key =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
    Files.writeString(
        directory.resolve("sa.key"),
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",admin,admin,\"system:masters\"\n");
    Files.writeString(kubeconfig(), config());
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
    resume();
  }

  /// Starts the API server again after [#interrupt]; it returns when that answers.
  public void resume() throws IOException, InterruptedException {
    Path sa = directory.resolve("sa.key");
    run(
        API,
        "--etcd-servers=" + store,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port,
        "--cert-dir=" + directory.resolve("certificates"),
        "--token-auth-file=" + directory.resolve("tokens.csv"),
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

  /// Kills the API server; what it keeps stays, and so do all other servers.
  public void interrupt() throws InterruptedException {
    Process server = processes.remove(API);
    if (server != null && server.destroyForcibly().waitFor() == 0) {
      throw new IllegalStateException("the API server had ended by itself");
    }
  }

  private void beginControllers() throws IOException, InterruptedException {
    Path file = kubeconfig();
    run(
        "kube-controller-manager",
        "--kubeconfig=" + file,
        "--kube-api-qps=1000",
        "--kube-api-burst=2000",
        "--secure-port=0",
        "--leader-elect=false",
        "--service-account-private-key-file=" + directory.resolve("sa.key"));
    run("kube-scheduler", "--kubeconfig=" + file, "--secure-port=0", "--leader-elect=false");
    Path stages = directory.resolve("stages.yaml");
    Files.writeString(stages, STAGES);
    run(
        "kwok",
        "--kubeconfig=" + file,
        "--config=" + stages,
        "--manage-all-nodes=true",
        "--cidr=10.244.0.0/16",
        "--node-ip=127.0.0.1",
        "--server-address=127.0.0.1:" + freePort());
    Path node = directory.resolve("node.yaml");
    Files.writeString(node, "apiVersion: v1\nkind: Node\nmetadata: {name: pretended}\n");
    Program.Said said = kubectl("apply", "-f", node.toString());
    if (said.exit() != 0) {
      throw new IOException(said.text());
    }
    kubectl("wait", "--for=condition=Ready", "node/pretended", "--timeout=60s");
  }

  private void run(String server, String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(SERVERS.resolve(server).toString()));
    command.addAll(Arrays.asList(flags));
    processes.put(
        server,
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve(server + ".log").toFile()))
            .start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Where it listens: `https://127.0.0.1:<port>`, with a certificate that nobody has signed.
  public String url() {
    return "https://127.0.0.1:" + port;
  }

  /// The file by which clients find it.
  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  private String config() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
    users: [{name: admin, user: {token: %s}}]
    contexts: [{name: test, context: {cluster: test, user: admin}}]
    current-context: test
    """
        .formatted(url(), TOKEN);
  }

  /// Asks it.
  public Program.Said kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> base = List.of("kubectl", "--kubeconfig=" + kubeconfig());
    return Program.run(
        directory, Stream.concat(base.stream(), Arrays.stream(arguments)).toArray(String[]::new));
  }

  @Override
  public void close() {
    List.copyOf(processes.values()).reversed().forEach(KubeApi::end);
    processes.clear();
  }

  private static void end(Process process) {
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

  /// What happens to pretended nodes and pods.
  private static final String STAGES =
      """
      apiVersion: kwok.x-k8s.io/v1alpha1
      kind: Stage
      metadata: {name: node-ready}
      spec:
        resourceRef: {apiGroup: v1, kind: Node}
        selector:
          matchExpressions:
            - {key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: NotIn, values: ["True"]}
        next:
          statusTemplate: |
            conditions:
              - {type: Ready, status: "True", reason: Pretended, lastHeartbeatTime: {{ Now | Quote }}, lastTransitionTime: {{ Now | Quote }}}
            allocatable: {cpu: 1k, memory: 1Ti, pods: 100k}
            capacity: {cpu: 1k, memory: 1Ti, pods: 100k}
      ---
      apiVersion: kwok.x-k8s.io/v1alpha1
      kind: Stage
      metadata: {name: pod-ready}
      spec:
        resourceRef: {apiGroup: v1, kind: Pod}
        selector:
          matchExpressions:
            - {key: '.metadata.deletionTimestamp', operator: DoesNotExist}
            - {key: '.status.podIP', operator: DoesNotExist}
            - {key: '.metadata.labels["test/ready"]', operator: NotIn, values: [never]}
        next:
          statusTemplate: |
            phase: Running
            startTime: {{ Now | Quote }}
            conditions:
              - {type: Initialized, status: "True", lastTransitionTime: {{ Now | Quote }}}
              - {type: ContainersReady, status: "True", lastTransitionTime: {{ Now | Quote }}}
              - {type: Ready, status: "True", lastTransitionTime: {{ Now | Quote }}}
            containerStatuses:
            {{ range .spec.containers }}
              - name: {{ .name | Quote }}
                image: {{ .image | Quote }}
                ready: true
                restartCount: 0
                state: {running: {startedAt: {{ Now | Quote }}}}
            {{ end }}
            podIP: {{ PodIPWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace | Quote }}
      ---
      apiVersion: kwok.x-k8s.io/v1alpha1
      kind: Stage
      metadata: {name: pod-gone}
      spec:
        resourceRef: {apiGroup: v1, kind: Pod}
        selector:
          matchExpressions:
            - {key: '.metadata.deletionTimestamp', operator: Exists}
        next: {delete: true}
      """;
}
