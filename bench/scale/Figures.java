import dev.sluice.engine.store.Commit;
import dev.sluice.engine.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What is counted, for all threads: commits, inputs, decisions, and how late they were.
final class Figures {
  private static final int MILLIS = 120_000;

  final AtomicLong commits = new AtomicLong();
  final AtomicLong inputs = new AtomicLong();
  final AtomicLong decisions = new AtomicLong();
  private final AtomicLongArray wall = new AtomicLongArray(MILLIS);
  private final AtomicLongArray known = new AtomicLongArray(600);
  private volatile long passBegan = System.nanoTime();

  /// A pass of the engine begins.
  void passes() {
    passBegan = System.nanoTime();
  }

  /// A count was read so long after it could be, by the virtual clock.
  void known(Duration late) {
    known.incrementAndGet((int) Math.clamp(late.toSeconds(), 0, known.length() - 1));
  }

  /// A store whose commits are counted.
  Store counting(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                if (arguments != null && arguments[0] instanceof Commit c) {
                  commits.incrementAndGet();
                  inputs.addAndGet(c.inputs().size());
                  decisions.addAndGet(c.decisions().size());
                  long millis = (System.nanoTime() - passBegan) / 1_000_000;
                  wall.incrementAndGet((int) Math.min(MILLIS - 1, millis));
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// Milliseconds of work from the moment a run was due until it was committed, since this was asked last: the median,
  /// and the 99th percentile.
  long[] wallLag() {
    return percentiles(wall);
  }

  /// Virtual seconds from the moment a count could be read until it was decided on, since this was asked last.
  long[] virtualLag() {
    return percentiles(known);
  }

  private static long[] percentiles(AtomicLongArray counts) {
    long all = 0;
    long[] copy = new long[counts.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts.getAndSet(i, 0);
      all += copy[i];
    }
    return new long[] {percentile(copy, 0.5 * all), percentile(copy, 0.99 * all)};
  }

  private static long percentile(long[] counts, double rank) {
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return i;
      }
    }
    return -1;
  }
}
