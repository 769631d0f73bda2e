import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// What came out for each cell, kept in a file: a benchmark that was stopped goes on with the next cell.
final class Results {
  private final Path file;
  private final long seed;
  private final Map<String, Sum> known = new HashMap<>();

  Results(Path file, long seed) throws IOException {
    this.file = file;
    this.seed = seed;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", -1);
        known.put(parts[0], Sum.read(List.of(parts).subList(1, parts.length)));
      }
    }
  }

  /// The sums over so many rollouts, each with a seed of its own; from the file where it has them.
  Sum of(String cell, int runs, LongFunction<Rollout> rollout) {
    String key = cell + ", " + runs + " from " + seed;
    Sum sum = known.get(key);
    if (sum == null) {
      sum =
          Sum.of(
              IntStream.range(0, runs)
                  .parallel()
                  .mapToObj(run -> rollout.apply(seed + 7919L * run))
                  .toList());
      known.put(key, sum);
      write(key + "\t" + sum.line());
    }
    return sum;
  }

  private void write(String line) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException("results can't be written", e);
    }
  }

  /// Sums over the rollouts of a cell.
  ///
  /// @param median seconds until the canary was stopped; infinite when fewer were
  /// @param failed requests of the canary that failed, in all
  /// @param held seconds, in all
  record Sum(int runs, int stopped, double median, double p95, double failed, double held, int incidents) {
    static Sum of(List<Rollout> all) {
      double[] times =
          all.stream().mapToDouble(r -> r.stopped() ? r.seconds() : Double.POSITIVE_INFINITY).sorted().toArray();
      return new Sum(
          all.size(),
          (int) all.stream().filter(Rollout::stopped).count(),
          times[times.length / 2],
          times[Math.min(times.length - 1, (int) (0.95 * times.length))],
          all.stream().mapToLong(Rollout::failed).sum(),
          all.stream().mapToDouble(Rollout::held).sum(),
          (int) all.stream().filter(Rollout::incident).count());
    }

    static Sum read(List<String> parts) {
      return new Sum(
          Integer.parseInt(parts.get(0)),
          Integer.parseInt(parts.get(1)),
          Double.parseDouble(parts.get(2)),
          Double.parseDouble(parts.get(3)),
          Double.parseDouble(parts.get(4)),
          Double.parseDouble(parts.get(5)),
          Integer.parseInt(parts.get(6)));
    }

    String line() {
      return String.format(Locale.ROOT, "%d\t%d\t%s\t%s\t%s\t%s\t%d", runs, stopped, median, p95, failed, held, incidents);
    }

    double share() {
      return 100.0 * stopped / runs;
    }
  }
}
