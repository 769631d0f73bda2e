import java.util.ArrayDeque;
import java.util.Deque;

/// One simulated rollout: 100 requests a second, counted every 5 seconds, known 15 seconds later.
record Rollout(boolean stopped, double seconds, long failed, double held, boolean incident) {
  static final double TICK = 5;
  static final double PER_SECOND = 100;
  private static final double LATE = 15;
  private static final double LONGEST = 7200;

  /// The same, as stopped if it ended in any way on what was counted in a span of time.
  Rollout endedWithin(double from, double to) {
    return new Rollout(seconds > from + LATE && seconds < to + LATE, seconds, failed, held, incident);
  }

  static Rollout of(Rule rule, Feed feed) {
    while (feed.at() < 0) {
      rule.see(feed.next(0));
    }
    Deque<Feed.Tick> unknown = new ArrayDeque<>();
    long failed = 0;
    double now = 0;
    while (now < LONGEST && !rule.stopped() && !rule.promoted()) {
      Feed.Tick tick = feed.next(rule.weight());
      unknown.add(tick);
      failed += tick.canary().errors();
      now = tick.at();
      if (unknown.getFirst().at() <= now - LATE) {
        rule.see(unknown.removeFirst());
      }
      rule.pass(now);
    }
    boolean ours = rule instanceof Rule.Sluice;
    return new Rollout(
        rule.stopped(),
        now,
        failed,
        ours ? ((Rule.Sluice) rule).held : 0,
        ours && ((Rule.Sluice) rule).incident);
  }
}
