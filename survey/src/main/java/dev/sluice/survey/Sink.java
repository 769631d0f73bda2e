package dev.sluice.survey;

import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.tree.TreeFile;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Takes the facts of readers. Safe for use by many threads.
public final class Sink {
  /// So many files are open at a time: enough to keep every core busy while others wait for the
  /// disk.
  private static final int WORKERS = 2 * Runtime.getRuntime().availableProcessors();

  private final ConcurrentLinkedQueue<Fact> facts = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  Sink(ExecutorService threads) {
    this.threads = threads;
  }

  /// Adds a fact. Parts of a fact come inside it, and are not added again.
  public void add(Fact fact) {
    facts.add(fact);
  }

  /// Notes that something could not be looked at.
  ///
  /// @param hides the types of facts that may stand in it
  public void unreadable(Source source, String why, Set<Class<? extends Fact>> hides) {
    facts.add(new Unreadable(source, why, sorted(hides), null));
  }

  /// Notes that something could not be looked at, and what helps.
  ///
  /// @param hides the types of facts that may stand in it
  public void unreadable(Source source, String why, Set<Class<? extends Fact>> hides, String fix) {
    facts.add(new Unreadable(source, why, sorted(hides), fix));
  }

  /// Notes that something could not be looked at that can only add to what was, and what helps.
  ///
  /// @param hides the types of facts that may stand in it
  public void beside(Source source, String why, Set<Class<? extends Fact>> hides, String fix) {
    facts.add(new Unreadable(source, why, sorted(hides), fix, true));
  }

  /// Reads files in parallel, each by itself: whatever goes wrong in one is noted, and the others
  /// are still read. Returns when all are done.
  ///
  /// @param hides the types of facts that stand in such a file
  public void each(
      Collection<TreeFile> files, Set<Class<? extends Fact>> hides, Consumer<TreeFile> reading) {
    Iterator<TreeFile> queue = List.copyOf(files).iterator();
    List<Future<?>> running =
        Stream.generate(() -> threads.submit(() -> drain(queue, file -> one(file, hides, reading))))
            .limit(Math.min(files.size(), WORKERS))
            .<Future<?>>map(task -> task)
            .toList();
    for (Future<?> task : running) {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static void drain(Iterator<TreeFile> queue, Consumer<TreeFile> reading) {
    while (true) {
      TreeFile file;
      synchronized (queue) {
        if (!queue.hasNext()) {
          return;
        }
        file = queue.next();
      }
      reading.accept(file);
    }
  }

  private void one(TreeFile file, Set<Class<? extends Fact>> hides, Consumer<TreeFile> reading) {
    try {
      reading.accept(file);
    } catch (RuntimeException | StackOverflowError e) {
      unreadable(file.source(), why(e), hides);
    }
  }

  private static String why(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "nested too deeply";
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static List<Class<? extends Fact>> sorted(Set<Class<? extends Fact>> types) {
    return types.stream().sorted(Comparator.comparing(Class::getSimpleName)).toList();
  }

  Collection<Fact> facts() {
    return facts;
  }
}
