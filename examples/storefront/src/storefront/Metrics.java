package storefront;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts requests, and writes the counts as Prometheus reads them.
final class Metrics {
  private static final double[] BOUNDS = {0.005, 0.025, 0.1, 0.5, 2.5};

  private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<Double, LongAdder> buckets = new TreeMap<>();
  private final LongAdder nanoseconds = new LongAdder();

  Metrics() {
    for (double bound : BOUNDS) {
      buckets.put(bound, new LongAdder());
    }
  }

  /// Counts one answered request.
  void count(int code, long took) {
    requests.computeIfAbsent(code, c -> new LongAdder()).increment();
    nanoseconds.add(took);
    buckets.forEach(
        (bound, adder) -> {
          if (took <= bound * 1e9) {
            adder.increment();
          }
        });
  }

  /// The counts in the text format of Prometheus.
  String text(String version) {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE storefront_info gauge\n");
    text.append("storefront_info{version=\"").append(version).append("\"} 1\n");
    text.append("# TYPE http_requests_total counter\n");
    long all = 0;
    for (Map.Entry<Integer, LongAdder> entry : requests.entrySet()) {
      long count = entry.getValue().sum();
      all += count;
      text.append("http_requests_total{code=\"").append(entry.getKey()).append("\"} ").append(count).append('\n');
    }
    text.append("# TYPE http_request_duration_seconds histogram\n");
    for (Map.Entry<Double, LongAdder> entry : buckets.entrySet()) {
      bucket(text, String.valueOf(entry.getKey()), entry.getValue().sum());
    }
    bucket(text, "+Inf", all);
    text.append("http_request_duration_seconds_sum ").append(nanoseconds.sum() / 1e9).append('\n');
    text.append("http_request_duration_seconds_count ").append(all).append('\n');
    return text.toString();
  }

  private static void bucket(StringBuilder text, String bound, long count) {
    text.append("http_request_duration_seconds_bucket{le=\"").append(bound).append("\"} ").append(count).append('\n');
  }
}
