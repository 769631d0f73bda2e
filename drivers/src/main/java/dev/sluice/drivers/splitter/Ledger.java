package dev.sluice.drivers.splitter;

import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What was counted of every release, by the second, for the last hour and a bit; by keys for a
/// quarter of an hour. A request counts in the second in which it ends. Counts live in memory: they
/// begin anew with the process, and when its clock is set back by more than a minute. Safe for use
/// by several threads.
public final class Ledger {
  private static final int KEPT = 3900;
  private static final int KEPT_KEYS = 900;
  private static final int HEADERS = 2;
  private static final int LONGEST_KEY = 64;
  private static final long LATE = 60;

  /// Headers that are never a key, since their values are secrets.
  private static final List<String> SECRETS =
      List.of("authorization", "cookie", "proxy-authorization", "x-api-key");

  private final InstantSource clock;
  private final Map<Lane, Ring> rings = new HashMap<>();
  private final Map<ReleaseId, Long> answered = new HashMap<>();

  /// Since which second requests are counted by each header.
  private final SequencedMap<String, Long> headers = new LinkedHashMap<>();

  /// The first whole second.
  private long started;

  private long second;
  private long swept;

  /// Counts of one release: of what users asked of it or of copies; by a header or by none.
  private record Lane(ReleaseId release, boolean copies, @Nullable String header) {}

  /// What is asked for.
  ///
  /// @param after begin of the first interval, in seconds since 1970
  /// @param until no interval ends later
  /// @param step length of an interval in seconds
  /// @param by name of the header to count by from now on, or null
  public record Question(
      ReleaseId stable,
      ReleaseId canary,
      long after,
      long until,
      int step,
      boolean latency,
      @Nullable String by) {
    /// @throws IllegalArgumentException when a number is out of range, or the header's values are
    ///   secrets
    public Question {
      if (after < 0 || step < 1 || step > KEPT) {
        throw new IllegalArgumentException("expected a step of 1 to " + KEPT + " seconds");
      }
      by = by == null ? null : by.toLowerCase(Locale.ROOT);
      if (by != null && (SECRETS.contains(by) || !by.matches("[!#$%&'*+.^_`|~0-9a-z-]{1,64}"))) {
        throw new IllegalArgumentException("expected a header to count by, but found " + by);
      }
    }
  }

  public Ledger(InstantSource clock) {
    this.clock = clock;
    this.second = clock.instant().getEpochSecond();
    this.started = second + 1;
  }

  /// The headers that requests are counted by.
  synchronized List<String> headers() {
    return List.copyOf(headers.keySet());
  }

  /// Counts a request.
  ///
  /// @param copy whether its answer was thrown away
  /// @param bucket of its latency, or -1 when it had no answer
  /// @param values value of each of [#headers], where the request has it; all without one have the
  ///   empty key
  synchronized void count(
      ReleaseId release, boolean copy, boolean error, int bucket, Map<String, String> values) {
    long now = now();
    ring(new Lane(release, copy, null), KEPT).add(now, error, bucket, null);
    for (String header : headers.keySet()) {
      String key = brief(values.getOrDefault(header, ""));
      ring(new Lane(release, copy, header), KEPT_KEYS).add(now, error, -1, key);
    }
    if (!copy) {
      answered.merge(release, 1L, Long::sum);
    }
  }

  private static String brief(String value) {
    return value.length() <= LONGEST_KEY ? value : value.substring(0, LONGEST_KEY);
  }

  private Ring ring(Lane lane, int length) {
    return rings.computeIfAbsent(lane, l -> new Ring(length));
  }

  /// This second. It never goes back: where the clock does, for longer than can be waited for, all
  /// begins anew.
  private long now() {
    long now = clock.instant().getEpochSecond();
    if (now < second - LATE) {
      rings.clear();
      started = now + 1;
      second = now;
      swept = now;
    }
    second = Math.max(second, now);
    if (second > swept + LATE) {
      swept = second;
      rings.values().removeIf(ring -> ring.newest() < second - KEPT);
    }
    return second;
  }

  /// Requests that each release has answered since counting began, copies left out.
  synchronized Map<ReleaseId, Long> answered() {
    return Map.copyOf(answered);
  }

  /// Since when it counts.
  public synchronized Instant started() {
    return Instant.ofEpochSecond(started);
  }

  /// The intervals that are over, oldest first. The canary's requests are those that it answered
  /// and the copies that it got.
  public synchronized List<Tally.Row> rows(Question question) {
    long now = now();
    String by = question.by();
    if (by != null && headers.putIfAbsent(by, now + 1) == null && headers.size() > HEADERS) {
      headers.pollFirstEntry();
    }
    List<Tally.Row> rows = new ArrayList<>();
    long last = Math.min(question.until(), now);
    long first = question.after() + skipped(question, now);
    for (long end = first + question.step(); end <= last; end += question.step()) {
      rows.add(row(question, end, now));
    }
    return rows;
  }

  /// Whole intervals that lie so far back that nothing is said of them.
  private static long skipped(Question question, long now) {
    long back = now - KEPT - question.after();
    return back <= 0 ? 0 : back / question.step() * question.step();
  }

  private Tally.Row row(Question question, long end, long now) {
    long begin = end - question.step();
    String by = question.by();
    boolean early =
        by != null && begin < Math.max(headers.getOrDefault(by, now), now - KEPT_KEYS + 1);
    if (early || end <= started || begin < now - KEPT + 1) {
      return new Tally.Row(end, Tally.Known.NOT_COUNTED, Tally.NONE, Tally.NONE);
    }
    if (begin < started) {
      return new Tally.Row(end, Tally.Known.RESET, Tally.NONE, Tally.NONE);
    }
    return new Tally.Row(
        end,
        Tally.Known.COUNTED,
        tally(question, List.of(new Lane(question.stable(), false, null)), begin, end),
        tally(
            question,
            List.of(
                new Lane(question.canary(), false, null), new Lane(question.canary(), true, null)),
            begin,
            end));
  }

  private Tally tally(Question question, List<Lane> lanes, long begin, long end) {
    Sum all = new Sum(question.latency());
    Sum byKey = new Sum(false);
    for (Lane lane : lanes) {
      add(lane, begin, end, all);
      if (question.by() != null) {
        add(new Lane(lane.release(), lane.copies(), question.by()), begin, end, byKey);
      }
    }
    return all.tally(byKey);
  }

  private void add(Lane lane, long begin, long end, Sum sum) {
    Ring ring = rings.get(lane);
    if (ring != null) {
      ring.sum(begin, end, sum);
    }
  }
}
