package dev.sluice.survey;

import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads a repository into facts with every reader that registered itself.
public final class Survey {
  private Survey() {}

  /// Reads a directory.
  ///
  /// @param everything whether vendored, fixture and ignored trees are read too
  /// @throws IOException when the directory itself cannot be listed
  public static Result of(Path root, boolean everything) throws IOException {
    Tree tree = Walk.of(root, everything);
    List<Fact> facts = new ArrayList<>(tree.leftOut());
    facts.addAll(tree.unreadable());
    facts.addAll(read(tree, readers()));
    return new Result(tree, Facts.of(facts));
  }

  /// What a survey found.
  public record Result(Tree tree, Facts facts) {}

  /// The facts that given readers find in a tree.
  public static Collection<Fact> read(Tree tree, Collection<Reader> readers) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Sink sink = new Sink(threads);
      List<Future<?>> running =
          readers.stream().<Future<?>>map(r -> threads.submit(() -> r.read(tree, sink))).toList();
      for (Future<?> task : running) {
        task.get();
      }
      return sink.facts();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<Reader> readers() {
    return ServiceLoader.load(Reader.class, Survey.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
