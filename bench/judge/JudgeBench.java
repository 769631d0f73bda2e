import dev.sluice.release.traffic.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Runs our judge and re-implementations of the documented rules of Flagger, Argo Rollouts and Kayenta on the same
/// seeded traffic.
///
/// `bench/judge/run [HEALTHY [BAD]]`: rollouts a case, 5,000 and 1,000 by default.
public final class JudgeBench {
  private static final long SEED = 20_260_101;

  private JudgeBench() {}

  public static void main(String[] args) {
    int healthy = args.length > 0 ? Integer.parseInt(args[0]) : 5000;
    int bad = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    String only = args.length > 2 ? args[2] : "bad healthy tuned heldout peers";
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

  private static void stops(double base, double rate, double cv, int runs) {
    Scenario scenario = Cases.varying(cv).failing(rate);
    Sum ours = sum(Rule.Sluice::new, scenario, base, runs);
    Sum flagger = sum(Rule.Flagger::new, scenario, base, Math.max(20, runs / 10));
    say(
        "| %s against %s | %s | %.1f %% | %s | %s | %.1f | %.1f %% |",
        percent(rate), percent(base), scenario.name(), 100.0 * ours.stopped / runs, seconds(ours.at(0.5)), seconds(ours.at(0.95)),
        ours.failed / runs, 100 * ours.failed / runs / (flagger.failed / flagger.runs));
  }

  private static void table(String title, List<Scenario> scenarios, int runs) {
    say("%n| healthy: %s | 0.1 %% | 0.9 %% | 5 %% | held for incidents | mean delay |%n|---|---|---|---|---|---|", title);
    for (Scenario scenario : scenarios) {
      StringBuilder cells = new StringBuilder();
      StringBuilder incidents = new StringBuilder();
      StringBuilder delays = new StringBuilder();
      for (double base : Cases.BASES) {
        Sum sum = sum(Rule.Sluice::new, scenario, base, runs);
        cells.append(String.format(Locale.ROOT, " %.2f %% |", 100.0 * sum.stopped / runs));
        incidents.append(String.format(Locale.ROOT, "%.0f / ", 100.0 * sum.incidents / runs));
        delays.append(String.format(Locale.ROOT, "%.0f / ", sum.held / runs));
      }
      say("| %s |%s %s %% | %s s |", scenario.name(), cells, cut(incidents), cut(delays));
    }
  }

  private static void peers(int healthy, int bad) {
    say("%n| rule | 20 %% median, failed | 2 %% median, failed | stopped | healthy iid, 0.1 / 0.9 / 5 %% |%n|---|---|---|---|---|");
    peer("Sluice", Rule.Sluice::new, healthy, bad);
    peer("Flagger", Rule.Flagger::new, healthy, bad);
    peer("Argo Rollouts", Rule.Argo::new, healthy, bad);
    peer("Kayenta", Rule.Kayenta::new, healthy, bad);
  }

  private static void peer(String name, Supplier<Rule> rule, int healthy, int bad) {
    Scenario iid = Cases.varying(0);
    Sum most = sum(rule, iid.failing(0.2), 0.001, bad);
    Sum some = sum(rule, iid.failing(0.02), 0.001, bad);
    StringBuilder wrong = new StringBuilder();
    for (double base : Cases.BASES) {
      wrong.append(String.format(Locale.ROOT, "%.2f / ", 100.0 * sum(rule, iid, base, healthy).stopped / healthy));
    }
    say(
        "| %s | %s, %.0f | %s, %.0f | %.0f / %.0f %% | %s %% |",
        name, seconds(most.at(0.5)), most.failed / bad, seconds(some.at(0.5)), some.failed / bad,
        100.0 * most.stopped / bad, 100.0 * some.stopped / bad, cut(wrong));
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

  private static Sum sum(Supplier<Rule> rule, Scenario scenario, double base, int runs) {
    Sum sum = new Sum(runs);
    for (int run = 0; run < runs; run++) {
      sum.add(Rollout.of(rule.get(), scenario, base, SEED + 7919L * run));
    }
    return sum;
  }

  /// Sums over runs.
  private static final class Sum {
    final int runs;
    final double[] times;
    int count;
    int stopped;
    int incidents;
    double failed;
    double held;

    Sum(int runs) {
      this.runs = runs;
      times = new double[runs];
    }

    void add(Rollout rollout) {
      times[count++] = rollout.stopped() ? rollout.seconds() : Double.POSITIVE_INFINITY;
      stopped += rollout.stopped() ? 1 : 0;
      incidents += rollout.incident() ? 1 : 0;
      failed += rollout.failed();
      held += rollout.held();
    }

    double at(double share) {
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      return sorted[Math.min(runs - 1, (int) (share * runs))];
    }
  }
}
