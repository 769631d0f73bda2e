import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Hold;
import dev.sluice.release.judge.Judgement;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.judge.Trial;
import dev.sluice.release.judge.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What decides on a rollout: it sees ticks as they become known, says how much traffic the canary gets,
/// and whether it is over.
interface Rule {
  /// Takes in what has just become known.
  void see(Feed.Tick tick);

  /// Lets time pass, to this many seconds after the canary's first request.
  void pass(double now);

  /// Share of requests that the canary gets, 0…1.
  double weight();

  /// Whether it was rolled back.
  boolean stopped();

  /// Whether it was promoted.
  boolean promoted();

  /// Our judge on the ladder 5 % → 50 % by 5 points a minute. A step is held for as long as an incident lasts, and up
  /// to twice its time on suspicion.
  final class Sluice implements Rule {
    private static final double STEP = 60;
    private final Trial trial;
    private double weight = 0.05;
    private double since;
    private double suspected;
    double held;
    boolean incident;
    private Judgement judgement;
    private double promotedAt = Double.NaN;

    Sluice() {
      this(Terms.STANDARD);
    }

    Sluice(Terms terms) {
      trial = new Trial(terms);
    }

    @Override
    public void see(Feed.Tick tick) {
      judgement = trial.observe(tick.observation());
      incident |= judgement.hold() instanceof Hold.SharedIncident;
    }

    @Override
    public void pass(double now) {
      if (weight == 0 || now - since < STEP) {
        return;
      }
      Hold hold = judgement == null ? null : judgement.hold();
      boolean suspicious = hold instanceof Hold.Suspicion && suspected < STEP;
      if (hold != null && (suspicious || !(hold instanceof Hold.Suspicion))) {
        suspected += suspicious ? Rollout.TICK : 0;
        held += Rollout.TICK;
        return;
      }
      since = now;
      suspected = 0;
      if (weight > 0.499) {
        promotedAt = now;
        weight = 0;
      } else {
        weight += 0.05;
      }
    }

    @Override
    public double weight() {
      return weight;
    }

    @Override
    public boolean stopped() {
      return judgement != null && judgement.verdict() == Verdict.WORSE;
    }

    @Override
    public boolean promoted() {
      return weight == 0 && judgement.at().toEpochMilli() / 1000.0 - 1e6 >= promotedAt;
    }
  }

  /// Counts of the canary over the last seconds that are known.
  final class Window {
    private final double seconds;
    private final Deque<Feed.Tick> ticks = new ArrayDeque<>();

    Window(double seconds) {
      this.seconds = seconds;
    }

    void see(Feed.Tick tick) {
      ticks.add(tick);
      while (ticks.getFirst().at() <= tick.at() - seconds + 1e-9) {
        ticks.removeFirst();
      }
    }

    double success() {
      long requests = ticks.stream().mapToLong(t -> t.canary().requests()).sum();
      long errors = ticks.stream().mapToLong(t -> t.canary().errors()).sum();
      return requests == 0 ? Double.NaN : 1 - (double) errors / requests;
    }
  }

  /// Flagger's documented example: every minute the success rate of the last minute must be 99 %; ten failed checks in
  /// all roll back, at the tick after the tenth; a failed check keeps the weight; 5 % → 50 % by 5.
  final class Flagger implements Rule {
    private final Window window = new Window(60);
    private double weight = 0.05;
    private double next = 60;
    private int failed;
    private boolean stopped;
    private boolean promoted;

    @Override
    public void see(Feed.Tick tick) {
      window.see(tick);
    }

    @Override
    public void pass(double now) {
      if (now < next) {
        return;
      }
      next += 60;
      if (failed >= 10) {
        stopped = true;
      } else if (!(window.success() >= 0.99)) {
        failed++;
      } else if (weight > 0.499) {
        promoted = true;
      } else {
        weight += 0.05;
      }
    }

    @Override
    public double weight() {
      return weight;
    }

    @Override
    public boolean stopped() {
      return stopped;
    }

    @Override
    public boolean promoted() {
      return promoted;
    }
  }

  /// Argo Rollouts' documented example: 20, 40, 60, 80 % for ten minutes each; from 40 % on the success rate is measured
  /// every five minutes and must be 95 %; more than three failures abort.
  final class Argo implements Rule {
    private final Window window = new Window(300);
    private double measure = 600;
    private int failed;
    private double now;
    private boolean stopped;

    @Override
    public void see(Feed.Tick tick) {
      window.see(tick);
    }

    @Override
    public void pass(double time) {
      now = time;
      if (now >= measure) {
        measure += 300;
        failed += window.success() >= 0.95 ? 0 : 1;
        stopped |= failed > 3;
      }
    }

    @Override
    public double weight() {
      return 0.2 * (1 + (int) (now / 600));
    }

    @Override
    public boolean stopped() {
      return stopped;
    }

    @Override
    public boolean promoted() {
      return now >= 2400;
    }
  }

  /// Kayenta's judge on error rates of each minute: after an hour at 5 %, the canary fails when the 98 % confidence
  /// interval of the shift between both sides (Mann-Whitney, Hodges-Lehmann) lies above a quarter of the shift.
  final class Kayenta implements Rule {
    private static final int POINTS = 60;
    private final List<Double> stable = new ArrayList<>();
    private final List<Double> canary = new ArrayList<>();
    private Counts stableMinute = Counts.NONE;
    private Counts canaryMinute = Counts.NONE;
    private boolean stopped;
    private boolean promoted;

    @Override
    public void see(Feed.Tick tick) {
      if (tick.at() <= 0) {
        return;
      }
      stableMinute = sum(stableMinute, tick.stable());
      canaryMinute = sum(canaryMinute, tick.canary());
      if (tick.at() % 60 < 1e-9) {
        stable.add(rate(stableMinute));
        canary.add(rate(canaryMinute));
        stableMinute = Counts.NONE;
        canaryMinute = Counts.NONE;
      }
      if (stable.size() == POINTS) {
        stopped = high();
        promoted = !stopped;
      }
    }

    private static Counts sum(Counts a, Counts b) {
      return new Counts(a.requests() + b.requests(), a.errors() + b.errors());
    }

    private static double rate(Counts counts) {
      return counts.requests() == 0 ? 0 : (double) counts.errors() / counts.requests();
    }

    private boolean high() {
      double[] shifts = new double[POINTS * POINTS];
      for (int i = 0; i < shifts.length; i++) {
        shifts[i] = canary.get(i / POINTS) - stable.get(i % POINTS);
      }
      Arrays.sort(shifts);
      double deviation = Math.sqrt(POINTS * POINTS * (2 * POINTS + 1) / 12.0);
      int low = (int) Math.floor(POINTS * POINTS / 2.0 - 2.326 * deviation);
      double estimate = (shifts[shifts.length / 2 - 1] + shifts[shifts.length / 2]) / 2;
      return shifts[low] > 0.25 * Math.abs(estimate);
    }

    @Override
    public void pass(double now) {
      // it decides on points alone
    }

    @Override
    public double weight() {
      return 0.05;
    }

    @Override
    public boolean stopped() {
      return stopped;
    }

    @Override
    public boolean promoted() {
      return promoted;
    }
  }
}
