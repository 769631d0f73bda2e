package dev.sluice.engine.drive;

import dev.sluice.engine.store.Run;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run that this process holds, with what it remembers of it between two turns. For one thread at
/// a time, but for [#next].
final class Carried implements Troubles {
  /// As it was committed last.
  private Run run;

  private Standing standing;

  /// When it wants its next turn.
  private volatile Instant next;

  /// Time of the last input, before which no other may be dated.
  private Instant heard;

  /// Version of the holds that it knows, or -1.
  private long holds = -1;

  /// Those of them that bar its release, as it was told last, or null.
  private @Nullable Holds barring;

  /// End of what was measured, by criterion.
  private final Map<String, Instant> measured = new HashMap<>();

  /// When each thing was looked at or asked for last.
  private final Map<String, Instant> asked = new HashMap<>();

  /// What is wrong with the world now, by what was tried.
  private final Map<String, String> troubles = new HashMap<>();

  /// What is to be written down of troubles.
  private final List<Decision> notes = new ArrayList<>();

  Carried(Run run, Standing standing) {
    this.run = run;
    this.standing = standing;
    this.next = Instant.MIN;
    this.heard = run.createdAt();
  }

  Run run() {
    return run;
  }

  /// After it was claimed or committed once more.
  void run(Run now) {
    run = now;
  }

  Standing standing() {
    return standing;
  }

  void standing(Standing now) {
    standing = now;
  }

  Instant next() {
    return next;
  }

  void next(Instant at) {
    next = at;
  }

  /// The time of an input now: clocks may go back, logs don't.
  Instant hear(Instant now) {
    heard = now.isAfter(heard) ? now : heard;
    return heard;
  }

  /// Whether holds changed since this was asked last.
  boolean holdsAre(long version) {
    boolean news = holds != version;
    holds = version;
    return news;
  }

  /// Whether what bars its release changed since this was asked last.
  boolean isBarredBy(Holds now) {
    boolean news = !now.equals(barring);
    barring = now;
    return news;
  }

  /// End of what was measured for a criterion, or null.
  @Nullable Instant measured(String criterion) {
    return measured.get(criterion);
  }

  void measured(String criterion, Instant until) {
    measured.merge(criterion, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  /// Whether it is time to ask for something again; if so, it counts as asked.
  boolean asks(String what, Duration every, Instant now) {
    Instant before = asked.get(what);
    if (before != null && now.isBefore(before.plus(every))) {
      return false;
    }
    asked.put(what, now);
    return true;
  }

  @Override
  public void met(String what, PortException e, Instant now) {
    String why = String.valueOf(e.getMessage());
    if (!why.equals(troubles.put(what, why))) {
      note(what, why, now);
    }
  }

  @Override
  public void over(String what, Instant now) {
    if (troubles.remove(what) != null) {
      note(what, "goes well again", now);
    }
  }

  private void note(String what, String why, Instant now) {
    notes.add(new Decision(now, run.id(), what, why, null, null, List.of()));
  }

  /// What has become known of troubles since this was asked last.
  List<Decision> notes() {
    List<Decision> all = List.copyOf(notes);
    notes.clear();
    return all;
  }
}
