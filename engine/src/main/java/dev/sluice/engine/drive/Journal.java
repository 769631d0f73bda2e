package dev.sluice.engine.drive;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Effect;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.decision.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log of a run: its brief, and every input since.
public final class Journal {
  private static final int PAGE = 500;

  private final Store store;

  public Journal(Store store) {
    this.store = store;
  }

  /// What a run was begun with.
  ///
  /// @throws UnreadableRunException when another build has written it
  /// @throws IllegalStateException when it has no log
  public Brief brief(String run) {
    List<Entry> first = store.inputs(run, 0, 1);
    if (first.isEmpty()) {
      throw new IllegalStateException("run " + run + " has no log");
    }
    return Begun.read(run, first.getFirst().json());
  }

  /// Gives the log of a run to its machine once more: its brief, and every input since, in order.
  ///
  /// @param each is told of every input after its step, and first of the beginning
  /// @return where the run comes to
  /// @throws UnreadableRunException when another build has written it
  Standing walk(Run run, Consumer<Heard> each) {
    String id = run.id();
    Heard last = new Heard(null, run.createdAt(), Conduct.begin(brief(id), run.createdAt()));
    each.accept(last);
    long after = store.inputs(id, 0, 1).getFirst().seq();
    List<Entry> page = store.inputs(id, after, PAGE);
    while (!page.isEmpty()) {
      for (Entry e : page) {
        Input input = read(id, e, Input.class);
        Step step = Conduct.next(last.step().standing(), input, e.at());
        last = new Heard(input, e.at(), step);
        each.accept(last);
      }
      page = store.inputs(id, page.getLast().seq(), PAGE);
    }
    return last.step().standing();
  }

  /// What a run took in, and what came of it.
  ///
  /// @param input null at the beginning
  record Heard(@Nullable Input input, Instant at, Step step) {}

  private static <T> T read(String run, Entry entry, Class<T> type) {
    return UnreadableRunException.orElse(run, () -> Codec.read(entry.json(), type));
  }

  /// What a run decides when it is given its log once more.
  public Replay replay(Run run) {
    List<Decision> decisions = new ArrayList<>();
    Standing standing = walk(run, heard -> decided(heard.step(), decisions));
    return new Replay(standing, decisions);
  }

  private static void decided(Step step, List<Decision> decisions) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Keep keep) {
        decisions.add(keep.decision());
      }
    }
  }

  /// The decisions of a run, as they were written down.
  public List<Decision> decisions(String run) {
    List<Decision> all = new ArrayList<>();
    List<Entry> page = store.decisions(run, 0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(e -> all.add(read(run, e, Decision.class)));
      page = store.decisions(run, page.getLast().seq(), PAGE);
    }
    return all;
  }

  /// What a log comes to.
  public record Replay(Standing standing, List<Decision> decisions) {
    public Replay {
      decisions = List.copyOf(decisions);
    }

    /// Whether it is what was kept of the run.
    public boolean agrees(Run run) {
      return Ledger.state(standing).equals(run.state());
    }
  }
}
