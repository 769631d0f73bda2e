import dev.sluice.release.traffic.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Runs our judge and re-implementations of the documented rules of Flagger, Argo Rollouts and Kayenta on the same
/// seeded traffic.
///
/// `bench/judge/run [healthy=5000] [bad=1000] [only=bad,healthy,tuned,heldout,peers] [seed=20260101] [results=FILE]`:
/// rollouts a case, and a file from which a run that was stopped goes on.
public final class JudgeBench {
  private final Results results;

  private JudgeBench(Results results) {
    this.results = results;
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    String file = given.get("results");
    long seed = Long.parseLong(given.getOrDefault("seed", "20260101"));
    new JudgeBench(new Results(file == null ? null : Path.of(file), seed))
        .tables(
            Integer.parseInt(given.getOrDefault("healthy", "5000")),
            Integer.parseInt(given.getOrDefault("bad", "1000")),
            List.of(given.getOrDefault("only", "bad,healthy,tuned,heldout,peers").split(",")));
  }

  private void tables(int healthy, int bad, List<String> only) {
    if (only.contains("bad")) {
      System.out.println("\n| bad canary | noise | stopped | median | p95 | failed requests | of Flagger's |");
      System.out.println("|---|---|---|---|---|---|---|");
      for (double[] rates : new double[][] {{0.001, 0.2}, {0.001, 0.02}, {0.001, 0.005}, {0.009, 0.02}}) {
        for (double cv : Cases.VARIATION) {
          stops(rates[0], rates[1], cv, bad);
        }
      }
    }
    if (only.contains("healthy")) {
      table("each side for itself", Arrays.stream(Cases.VARIATION).mapToObj(Cases::varying).toList(), healthy);
    }
    if (only.contains("tuned")) {
      table("the judge was tuned on these", Cases.tuned(), healthy);
    }
    if (only.contains("heldout")) {
      table("run once, after the judge was frozen", Cases.heldOut(), healthy);
    }
    if (only.contains("peers")) {
      peers(Math.min(healthy, 1000), Math.min(bad, 200));
    }
  }

  private void stops(double base, double rate, double cv, int runs) {
    Scenario scenario = Cases.varying(cv).failing(rate);
    Results.Sum ours = sum("Sluice", Rule.Sluice::new, scenario, base, runs);
    Results.Sum flagger = sum("Flagger", Rule.Flagger::new, scenario, base, Math.max(20, runs / 10));
    say(
        "| %s against %s | %s | %.1f %% | %s | %s | %.1f | %.1f %% |",
        percent(rate), percent(base), scenario.name(), ours.share(), seconds(ours.median()), seconds(ours.p95()),
        ours.failed() / runs, 100 * ours.failed() / runs / (flagger.failed() / flagger.runs()));
  }

  private void table(String title, List<Scenario> scenarios, int runs) {
    say("%n| healthy: %s | 0.1 %% | 0.9 %% | 5 %% | held for incidents | mean delay |%n|---|---|---|---|---|---|", title);
    for (Scenario scenario : scenarios) {
      StringBuilder cells = new StringBuilder();
      StringBuilder incidents = new StringBuilder();
      StringBuilder delays = new StringBuilder();
      for (double base : Cases.BASES) {
        Results.Sum sum = sum("Sluice", Rule.Sluice::new, scenario, base, runs);
        cells.append(String.format(Locale.ROOT, " %.2f %% |", sum.share()));
        incidents.append(String.format(Locale.ROOT, "%.0f / ", 100.0 * sum.incidents() / runs));
        delays.append(String.format(Locale.ROOT, "%.0f / ", sum.held() / runs));
      }
      say("| %s |%s %s %% | %s s |", scenario.name(), cells, cut(incidents), cut(delays));
    }
  }

  private void peers(int healthy, int bad) {
    say("%n| rule | 20 %% median, failed | 2 %% median, failed | stopped | healthy iid, 0.1 / 0.9 / 5 %% |%n|---|---|---|---|---|");
    peer("Sluice", Rule.Sluice::new, healthy, bad);
    peer("Flagger", Rule.Flagger::new, healthy, bad);
    peer("Argo Rollouts", Rule.Argo::new, healthy, bad);
    peer("Kayenta", Rule.Kayenta::new, healthy, bad);
  }

  private void peer(String name, Supplier<Rule> rule, int healthy, int bad) {
    Scenario iid = Cases.varying(0);
    Results.Sum most = sum(name, rule, iid.failing(0.2), 0.001, bad);
    Results.Sum some = sum(name, rule, iid.failing(0.02), 0.001, bad);
    StringBuilder wrong = new StringBuilder();
    for (double base : Cases.BASES) {
      wrong.append(String.format(Locale.ROOT, "%.2f / ", sum(name, rule, iid, base, healthy).share()));
    }
    say(
        "| %s | %s, %.0f | %s, %.0f | %.0f / %.0f %% | %s %% |",
        name, seconds(most.median()), most.failed() / bad, seconds(some.median()), some.failed() / bad,
        most.share(), some.share(), cut(wrong));
  }

  private static String cut(StringBuilder text) {
    return text.substring(0, text.length() - 3);
  }

  private static String seconds(double value) {
    return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.0f s", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
    System.out.flush();
  }

  private Results.Sum sum(String name, Supplier<Rule> rule, Scenario scenario, double base, int runs) {
    String cell = name + " " + scenario.name() + " " + scenario.canaryRate() + " of " + base;
    return results.of(cell, runs, seed -> Rollout.of(rule.get(), scenario, base, seed));
  }
}
