import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Times `sluice` as whole processes on fixed inputs and prints medians and ratios.
///
/// `bench/run` runs everything that needs nothing but this repository; `bench/run compare DIR`
/// times sluice beside gitleaks, zizmor and actionlint on a repository, as far as these are on the PATH.
public final class Bench {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SLUICE = HOME.resolve("sluice").toString();
  private static final int RUNS = Integer.getInteger("runs", 7);

  private Bench() {}

  /// Runs what the first argument names: `start`, `example`, `workflows`, `monorepo`, `bundle`, `compare DIR`; all but
  /// the last by default.
  public static void main(String[] args) throws Exception {
    run(List.of(SLUICE, "--version"), HOME); // builds, if that is due
    String what = args.length == 0 ? "all" : args[0];
    System.out.printf(
        "%-44s %9s %9s %9s%n", "medians of " + RUNS + " runs, after one more", "median", "min", "max");
    if (what.equals("start") || what.equals("all")) {
      start();
    }
    if (what.equals("example") || what.equals("all")) {
      time("check examples/storefront", List.of(SLUICE, "check", "examples/storefront"), HOME);
    }
    if (what.equals("workflows") || what.equals("all")) {
      workflows();
    }
    if (what.equals("monorepo") || what.equals("all")) {
      monorepo();
    }
    if (what.equals("bundle") || what.equals("all")) {
      bundle();
    }
    if (what.equals("compare")) {
      compare(Path.of(args[1]).toAbsolutePath());
    }
  }

  private static void start() throws Exception {
    Path dir = Files.createTempDirectory("sluice-bench");
    Files.writeString(
        dir.resolve("Empty.java"), "public class Empty { public static void main(String[] a) {} }");
    String home = System.getProperty("java.home");
    run(List.of(home + "/bin/javac", "-d", dir.toString(), dir.resolve("Empty.java").toString()), dir);
    List<String> empty =
        List.of(
            home + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            dir.toString(),
            "Empty");
    double base = time("empty Java program, same flags", empty, dir);
    double version = time("sluice --version", List.of(SLUICE, "--version"), HOME);
    ratio("sluice --version / empty Java program", version / base);
    delete(dir);
  }

  private static void workflows() throws Exception {
    Path dir = Files.createTempDirectory("sluice-bench");
    Path workflows = Files.createDirectories(dir.resolve(".github/workflows"));
    for (int i = 0; i < 500; i++) {
      Files.writeString(workflows.resolve("w" + i + ".yml"), workflow("w" + i, ""));
    }
    time("check of 500 workflow files", List.of(SLUICE, "check", dir.toString()), dir);
    delete(dir);
  }

  private static void monorepo() throws Exception {
    double hundred = services(100);
    double thousand = services(1_000);
    ratio("1,000 services / 100 services (10 is linear)", thousand / hundred);
  }

  private static double services(int count) throws Exception {
    Path dir = Files.createTempDirectory("sluice-bench");
    write(dir, count);
    double median =
        time(
            "check of a monorepo of " + count + " services",
            List.of(SLUICE, "check", "--format", "json", dir.toString()),
            dir);
    delete(dir);
    return median;
  }

  private static void bundle() throws Exception {
    Path to = Files.createTempDirectory("sluice-bench");
    bundle("bundle examples/storefront", HOME.resolve("examples/storefront"), to.resolve("bundle"));
    delete(to);
    double hundred = bundles(100);
    double thousand = bundles(1_000);
    ratio("1,000 services / 100 services (10 is linear)", thousand / hundred);
  }

  private static double bundles(int count) throws Exception {
    Path dir = Files.createTempDirectory("sluice-bench");
    Path repository = Files.createDirectory(dir.resolve("repository"));
    write(repository, count);
    double median =
        bundle("bundle of a monorepo of " + count + " services", repository, dir.resolve("bundle"));
    delete(dir);
    return median;
  }

  private static double bundle(String what, Path repository, Path to) throws Exception {
    List<String> command = List.of(SLUICE, "bundle", repository.toString(), "-o", to.toString());
    double median = time(what, command, HOME, to);
    memory(command);
    return median;
  }

  /// Prints the most memory that a command has at any moment.
  private static void memory(List<String> command) throws Exception {
    Path time = Path.of("/usr/bin/time");
    if (!Files.isExecutable(time)) {
      System.out.println("  its memory: not measured, /usr/bin/time is not here");
      return;
    }
    Path peak = Files.createTempFile("sluice-bench", "");
    List<String> timed = new ArrayList<>(List.of(time.toString(), "-f", "%M", "-o", peak.toString()));
    timed.addAll(command);
    run(timed, HOME);
    long kilobytes = Long.parseLong(Files.readString(peak).lines().toList().getLast().strip());
    System.out.printf(Locale.ROOT, "%-44s %6d MB%n", "  its most memory at any moment", kilobytes / 1_024);
    Files.delete(peak);
  }

  /// A repository of some services, with a pipeline and a deployment each.
  private static void write(Path dir, int count) throws IOException {
    StringBuilder list = new StringBuilder(delivery("shop")).append("deliveries:\n");
    Path workflows = Files.createDirectories(dir.resolve(".github/workflows"));
    for (int i = 0; i < count; i++) {
      String name = "service-" + i;
      Path service = Files.createDirectories(dir.resolve("services/" + name));
      Path deploy = Files.createDirectories(service.resolve("deploy/overlays/production"));
      Files.writeString(service.resolve("delivery.yaml"), serviceDelivery(name));
      Files.writeString(service.resolve("Dockerfile"), "FROM debian:12\nUSER 1000\n");
      Files.writeString(deploy.resolve("kustomization.yaml"), "resources: [app.yaml]\n");
      Files.writeString(deploy.resolve("app.yaml"), deployment(name));
      Files.writeString(
          workflows.resolve(name + ".yml"), workflow(name, "    paths: ['services/" + name + "/**']\n"));
      list.append("  - services/").append(name).append('\n');
    }
    Files.writeString(dir.resolve("delivery.yaml"), list);
  }

  private static String delivery(String name) {
    return "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: " + name + "}\n";
  }

  private static String serviceDelivery(String name) {
    return delivery(name)
        + """
        context:
          services: [{name: %s, path: ., owner: team-shop, tier: 2}]
        environments: [{name: staging}, {name: production, production: true, promotesFrom: staging}]
        artifacts: [{name: %s, type: oci-image, immutability: digest}]
        """
            .formatted(name, name);
  }

  private static String deployment(String name) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, namespace: production}
        spec:
          template:
            spec:
              containers:
                - name: app
                  image: registry.example/%s@sha256:%s
                  readinessProbe: {httpGet: {path: /readyz, port: 8080}}
        """
        .formatted(name, name, "1".repeat(64));
  }

  private static String workflow(String name, String paths) {
    return """
        name: %s
        on:
          push:
            branches: [main]
        %s  pull_request:
        %spermissions: {contents: read}
        jobs:
          test:
            runs-on: ubuntu-24.04
            timeout-minutes: 10
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
              - run: |
                  go build ./...
                  go test ./...
          scan:
            runs-on: ubuntu-24.04
            needs: test
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
              - run: trivy fs --exit-code 1 .
        """
        .formatted(name, paths, paths);
  }

  private static void compare(Path repository) throws Exception {
    List<String> files;
    try (Stream<Path> walk = Files.walk(repository)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(Path::toString)
              .filter(f -> !f.contains("/.git/"))
              .toList();
    }
    System.out.println(files.size() + " files in " + repository.getFileName());
    double own = time("sluice check", List.of(SLUICE, "check", repository.toString()), repository);
    tool("gitleaks", own, List.of("gitleaks", "dir", ".", "--no-banner"), repository);
    tool("zizmor", own, List.of("zizmor", "--offline", "."), repository);
    tool("actionlint", own, List.of("actionlint"), repository);
  }

  private static void tool(String name, double own, List<String> command, Path dir) throws Exception {
    boolean here =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, name)));
    if (!here) {
      System.out.println(name + ": not on the PATH, not timed");
      return;
    }
    double other = time(String.join(" ", command), command, dir);
    ratio("sluice / " + name, own / other);
  }

  private static double time(String what, List<String> command, Path dir) throws Exception {
    return time(what, command, dir, null);
  }

  /// @param fresh a directory that is not there when a run begins, or null
  private static double time(String what, List<String> command, Path dir, Path fresh) throws Exception {
    run(command, dir);
    List<Double> seconds = new ArrayList<>();
    for (int i : IntStream.range(0, RUNS).toArray()) {
      if (fresh != null) {
        delete(fresh);
      }
      long began = System.nanoTime();
      run(command, dir);
      seconds.add((System.nanoTime() - began) / 1e9);
    }
    seconds.sort(Comparator.naturalOrder());
    double median = seconds.get(RUNS / 2);
    System.out.printf(
        Locale.ROOT, "%-44s %7.3f s %7.3f s %7.3f s%n", what, median, seconds.getFirst(), seconds.getLast());
    return median;
  }

  private static void ratio(String what, double value) {
    System.out.printf(Locale.ROOT, "%-44s %7.2f x%n", what, value);
  }

  private static void run(List<String> command, Path dir) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code > 2 && command.getFirst().equals(SLUICE)) {
      throw new IllegalStateException(command + " exited with " + code);
    }
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> walk = Files.walk(dir)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
