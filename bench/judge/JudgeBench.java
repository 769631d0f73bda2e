import dev.sluice.release.judge.Terms;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Scenario.Waves;
import dev.sluice.release.traffic.TimedTraffic.Slower;
import dev.sluice.release.traffic.Wave;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Runs our judge and re-implementations of the documented rules of Flagger, Argo Rollouts and Kayenta on the same
/// seeded traffic.
///
/// `bench/judge/run [healthy=5000] [bad=1000] [only=bad,healthy,tuned,heldout,seen,outage,warm,latency,customers,peers] [seed=20260101] [results=FILE]`:
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
            List.of(given.getOrDefault("only", "bad,healthy,tuned,heldout,seen,outage,warm,latency,customers,peers").split(",")));
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
      table("not tuned on; run once, after the judge was frozen", Cases.heldOut(), healthy);
    }
    if (only.contains("seen")) {
      table("not tuned on, but seen before the last change", Cases.seen(), healthy);
    }
    if (only.contains("outage")) {
      outage(bad);
    }
    if (only.contains("warm")) {
      warm(healthy, bad);
    }
    if (only.contains("latency")) {
      latency(healthy, bad);
    }
    if (only.contains("customers")) {
      customers(healthy, bad);
    }
    if (only.contains("peers")) {
      peers(Math.min(healthy, 1000), Math.min(bad, 200));
    }
  }

  private void stops(double base, double rate, double cv, int runs) {
    Scenario scenario = Cases.varying(cv).failing(rate);
    Results.Sum ours = sum("Sluice", Rule.Sluice::new, scenario, base, runs);
    Results.Sum flagger = sum("Flagger", Rule.Flagger::new, scenario, base, runs);
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

  /// A source that is down from 20 s after the canary's first request on, for an hour.
  private void outage(int runs) {
    double from = 20;
    double to = from + 3600;
    say("%n| source down for an hour, CV 0.5 | ended in that hour | stopped at all |%n|---|---|---|");
    for (double base : Cases.BASES) {
      for (double rate : new double[] {-1, 0.2}) {
        Scenario scenario = Cases.varying(0.5).failing(rate);
        String name = rate < 0 ? "healthy, " + percent(base) : percent(rate) + " against " + percent(base);
        Results.Sum all =
            results.of(
                "outage " + name,
                runs,
                seed -> Rollout.of(new Rule.Sluice(), Feed.counts(scenario, base, seed).without(from, to)));
        Results.Sum within =
            results.of(
                "ended in outage " + name,
                runs,
                seed -> Rollout.of(new Rule.Sluice(), Feed.counts(scenario, base, seed).without(from, to)).endedWithin(from, to));
        say("| %s | %d of %d | %.1f %% |", name, within.stopped(), runs, all.share());
      }
    }
  }

  private void warm(int healthy, int bad) {
    Terms terms = new Terms(1.5, 0.002, null, Duration.ofMinutes(1));
    say("%n| with a warm-up of a minute | 0.1 %% | 0.9 %% | 5 %% |%n|---|---|---|---|");
    for (double cv : Cases.VARIATION) {
      Noise noise = Cases.varying(cv).noise();
      Scenario cold =
          Scenario.healthy(
              "cold start ×5 for 30 s, " + Cases.varying(cv).name(),
              dice -> {
                Waves waves = noise.of(dice);
                return new Waves(waves.stable(), waves.canary().times(Wave.between(0, 30, 5)));
              });
      StringBuilder cells = new StringBuilder();
      for (double base : Cases.BASES) {
        cells.append(percents(sum("warm", () -> new Rule.Sluice(terms), cold, base, healthy)));
      }
      say("| healthy: %s |%s", cold.name(), cells);
    }
    for (double rate : new double[] {0.5, 0.9}) {
      StringBuilder cells = new StringBuilder();
      Scenario scenario = Cases.varying(0.5).failing(rate);
      for (double base : Cases.BASES) {
        Results.Sum sum = sum("warm", () -> new Rule.Sluice(terms), scenario, base, bad);
        cells.append(String.format(Locale.ROOT, " %s, %s |", seconds(sum.median()), seconds(sum.p95())));
      }
      say("| fails %s, CV 0.5: median, p95 |%s", percent(rate), cells);
    }
  }

  private void latency(int healthy, int bad) {
    say("%n| latency | CV 0 | CV 0.2 | CV 0.3 | CV 0.5 |%n|---|---|---|---|---|");
    double[] deviations = {0, 0.2, 0.3, 0.5};
    String[] names = {"healthy, rolled back", "p99 doubled, tail only: stopped", "p99 doubled, whole shift: stopped"};
    Slower[] slower = {Slower.NOT, new Slower(1, 2), new Slower(2, 1)};
    for (int i = 0; i < names.length; i++) {
      StringBuilder cells = new StringBuilder();
      for (double cv : deviations) {
        cells.append(timed(names[i], Cases.varying(cv), slower[i], i == 0 ? healthy : bad, Terms.STANDARD, i > 0));
      }
      say("| %s |%s", names[i], cells);
    }
    Terms warmed = new Terms(1.5, 0.002, null, Duration.ofMinutes(1));
    List<Scenario> others =
        List.of(
            Scenario.healthy("CV 0.3, wandering, memory 5 minutes", dice -> new Waves(Wave.wanders(dice, 0.3, 300), Wave.wanders(dice, 0.3, 300))),
            Scenario.healthy("×3 for 20 minutes on both sides", dice -> new Waves(Wave.between(180, 1380, 3), Wave.between(180, 1380, 3))),
            Scenario.healthy("one side ×3 for 20 s", Cases::slowFor20s));
    for (Scenario scenario : others) {
      say("| healthy: %s |%s | | |", scenario.name(), timed("healthy", scenario, Slower.NOT, healthy, Terms.STANDARD, false));
    }
    Scenario cold =
        Scenario.healthy("cold start ×10 for 30 s", dice -> new Waves(Wave.flat(), Wave.between(0, 30, 10)));
    say("| healthy: %s, warm-up of a minute |%s | | |", cold.name(), timed("warm", cold, Slower.NOT, healthy, warmed, false));
  }

  private String timed(String name, Scenario scenario, Slower slower, int runs, Terms terms, boolean when) {
    Results.Sum sum =
        results.of(
            "latency " + name + " " + scenario.name(),
            runs,
            seed -> Rollout.of(new Rule.Sluice(terms), Feed.times(scenario, slower, seed)));
    return when
        ? String.format(Locale.ROOT, " %.1f %%, median %s |", sum.share(), seconds(sum.median()))
        : percents(sum);
  }

  private void customers(int healthy, int bad) {
    say("%n| by customer | stopped | median | p95 |%n|---|---|---|---|");
    customer("healthy, 0.1 %", Cases.varying(0.5), false, healthy);
    customer("healthy; a customer with 2 % of the traffic fails for a minute", Cases.varying(0.5), true, healthy);
    customer("20 % against 0.1 %", Cases.varying(0.5).failing(0.2), false, bad);
    customer("2 % against 0.1 %", Cases.varying(0.5).failing(0.02), false, bad);
    customer("0.5 % against 0.1 %", Cases.varying(0.5).failing(0.005), false, bad);
  }

  private void customer(String name, Scenario scenario, boolean outage, int runs) {
    Results.Sum sum =
        results.of(
            "customers " + name,
            runs,
            seed -> Rollout.of(new Rule.Sluice(), Feed.customers(scenario, 0.001, outage, seed)));
    say("| %s |%s %s | %s |", name, percents(sum), seconds(sum.median()), seconds(sum.p95()));
  }

  private static String percents(Results.Sum sum) {
    return String.format(Locale.ROOT, " %.2f %% |", sum.share());
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
    return results.of(cell, runs, seed -> Rollout.of(rule.get(), Feed.counts(scenario, base, seed)));
  }
}
