package dev.sluice.drivers.splitter;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts by the second, for the newest seconds: all together, and by a key where there is one. For
/// the caller to lock.
final class Ring {
  /// Keys that are told apart in one second; more are counted together.
  static final int KEYS = 100;

  /// The key of all that are counted together.
  static final String OTHERS = "…others";

  private final @Nullable Second[] seconds;
  private long newest;

  /// @param length how many seconds are kept
  Ring(int length) {
    seconds = new Second[length];
  }

  /// One second; of each key, requests and errors.
  private static final class Second {
    private final long at;
    private int requests;
    private int errors;
    private int @Nullable [] latency;
    private @Nullable Map<String, int[]> keys;

    Second(long at) {
      this.at = at;
    }
  }

  /// @param bucket of its latency, or -1 when it had no answer
  /// @param key what it is counted by, or null
  void add(long at, boolean error, int bucket, @Nullable String key) {
    Second second = second(at);
    second.requests++;
    second.errors += error ? 1 : 0;
    if (bucket >= 0) {
      int[] latency = second.latency == null ? new int[Buckets.COUNT] : second.latency;
      latency[bucket]++;
      second.latency = latency;
    }
    if (key != null) {
      Map<String, int[]> keys = second.keys == null ? new HashMap<>() : second.keys;
      second.keys = keys;
      String name = keys.containsKey(key) || keys.size() < KEYS ? key : OTHERS;
      int[] counts = keys.computeIfAbsent(name, k -> new int[2]);
      counts[0]++;
      counts[1] += error ? 1 : 0;
    }
  }

  private Second second(long at) {
    newest = Math.max(newest, at);
    int place = (int) (at % seconds.length);
    Second second = seconds[place];
    if (second == null || second.at != at) {
      second = new Second(at);
      seconds[place] = second;
    }
    return second;
  }

  /// The last second with a request; 0 when there was none.
  long newest() {
    return newest;
  }

  /// Adds the seconds from one up to another, the last left out, to a sum.
  void sum(long from, long until, Sum sum) {
    long first = Math.max(from, newest - seconds.length + 1);
    for (long at = Math.max(0, first); at < Math.min(until, newest + 1); at++) {
      Second second = seconds[(int) (at % seconds.length)];
      if (second != null && second.at == at) {
        sum.add(second.requests, second.errors, second.latency, second.keys);
      }
    }
  }
}
