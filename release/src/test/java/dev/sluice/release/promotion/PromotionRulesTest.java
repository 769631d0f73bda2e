package dev.sluice.release.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.approval.Approval;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.Releases;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What lets a release in, tried on every order of events up to a bound. What must hold is said
/// from a diary of the events alone.
class PromotionRulesTest {
  private static final int MOST_STATES = 30_000;
  private static final Instant START = Instant.parse("2026-12-19T12:00:00Z");
  private static final LocalDate FROZEN = LocalDate.parse("2026-12-20");
  private static final Release MINE = Releases.of('b');
  private static final Release OTHER = Releases.of('c');
  private static final Hop HOP =
      new Hop(
          "production",
          List.of("staging"),
          List.of(new EntryCheck("smoke", EntryCheck.Kind.JOB)),
          Duration.ofHours(12),
          false,
          new Rule(Set.of("leads"), 1, false, Duration.ofHours(30)),
          List.of(new Hop.Freeze("day", FROZEN, FROZEN)));

  private enum Event {
    HALF_A_DAY,
    PASSES,
    FAILS,
    SMOKE_PASSES,
    SMOKE_FAILS,
    LEAD_APPROVES,
    AUTHOR_APPROVES,
    HOLD,
    LIFT,
    READ_HOLDS,
    OVERRIDE,
    OF_ANOTHER
  }

  /// A promotion and the diary of what has happened to its release.
  private static final class Diary {
    private final List<Event> path = new ArrayList<>();
    private final Map<Event, Instant> last = new EnumMap<>(Event.class);
    private Instant now = START;
    private Holds holds = Holds.NONE;
    private boolean heldAsRead = true;
    private State state =
        Promotion.start(Candidacy.of("p", HOP, MINE, Set.of("author")), START).state();

    private Diary copy() {
      Diary d = new Diary();
      d.path.addAll(path);
      d.last.putAll(last);
      d.now = now;
      d.holds = holds;
      d.heldAsRead = heldAsRead;
      d.state = state;
      return d;
    }

    private void happen(Event event) {
      path.add(event);
      now = now.plusSeconds(event == Event.HALF_A_DAY ? 43_200 : 1);
      switch (event) {
        case HALF_A_DAY -> see(new Observation.Tick());
        case PASSES, FAILS ->
            see(
                new Observation.Verified(
                    "staging", MINE.id(), now, event == Event.PASSES, "staging"));
        case SMOKE_PASSES -> smoke(MINE, Finding.Kind.NOT_WORSE);
        case SMOKE_FAILS -> smoke(MINE, Finding.Kind.WORSE);
        case LEAD_APPROVES -> approve("ann", MINE);
        case AUTHOR_APPROVES -> approve("author", MINE);
        case HOLD -> {
          String id = "hold-" + path.size();
          Hold hold =
              path.size() % 2 == 0
                  ? Hold.afterRollback(id, MINE, null, now, "bad")
                  : Hold.freeze(id, "shop", "production", now, "the data have moved");
          holds = holds.with(hold);
        }
        case LIFT ->
            held().forEach(h -> holds = holds.lift(h.id(), new Hold.Lifted("ann", now, "mended")));
        case READ_HOLDS -> {
          heldAsRead = !held().isEmpty();
          see(new Observation.HoldsRead(now, holds));
        }
        case OVERRIDE ->
            see(
                new Observation.Overridden(
                    MINE.id(), new Candidacy.FreezeOverride("day", "ann", "urgent", now)));
        case OF_ANOTHER -> {
          see(new Observation.Verified("staging", OTHER.id(), now, true, "staging"));
          smoke(OTHER, Finding.Kind.NOT_WORSE);
          approve("ann", OTHER);
        }
      }
      note(event);
    }

    private void note(Event event) {
      Instant passed = last.get(Event.PASSES);
      Instant failed = last.get(Event.FAILS);
      boolean soaks = passed != null && (failed == null || passed.isAfter(failed));
      if (event != Event.OF_ANOTHER && (event != Event.PASSES || !soaks)) {
        last.put(event, now);
      }
    }

    private void smoke(Release release, Finding.Kind kind) {
      Finding f = new Finding("smoke", now, kind, "smoke", 1, null, null, null, null);
      see(new Observation.Checked(release.id(), List.of(f)));
    }

    private void approve(String who, Release release) {
      see(
          new Observation.Approved(
              new Approval(who, Set.of("leads"), release.id(), "production", now)));
    }

    private void see(Observation observation) {
      state = Promotion.next(state, observation, now).state();
    }

    /// Whether by the diary the release may enter.
    private boolean may() {
      Instant approved = last.get(Event.LEAD_APPROVES);
      boolean frozen =
          now.atZone(ZoneOffset.UTC).toLocalDate().equals(FROZEN)
              && !last.containsKey(Event.OVERRIDE);
      Instant passed = last.get(Event.PASSES);
      return later(Event.PASSES, Event.FAILS)
          && passed != null
          && !now.isBefore(passed.plus(HOP.soak()))
          && later(Event.SMOKE_PASSES, Event.SMOKE_FAILS)
          && approved != null
          && now.isBefore(approved.plus(Duration.ofHours(30)))
          && !frozen
          && !heldAsRead;
    }

    private boolean later(Event one, Event other) {
      Instant a = last.get(one);
      Instant b = last.get(other);
      return a != null && (b == null || a.isAfter(b));
    }

    private List<Hold> held() {
      return holds.on(MINE, "production");
    }

    private String key() {
      StringBuilder key = new StringBuilder();
      key.append(heldAsRead).append(held().size() > 0);
      key.append(Duration.between(START, now).toHours());
      Set<String> ages = new TreeSet<>();
      last.forEach((e, at) -> ages.add(e + ":" + Duration.between(at, now).toHours()));
      key.append(ages).append(later(Event.PASSES, Event.FAILS));
      return key.append(later(Event.SMOKE_PASSES, Event.SMOKE_FAILS)).toString();
    }
  }

  @Test
  void noOrderOfEventsLetsAReleaseInThatMayNotAndNoneKeepsOneOutThatMay() {
    Deque<Diary> open = new ArrayDeque<>();
    Set<String> known = new HashSet<>();
    int entered = 0;
    open.add(new Diary());
    while (!open.isEmpty() && known.size() < MOST_STATES) {
      Diary diary = open.remove();
      for (Event event : Event.values()) {
        Diary next = diary.copy();
        next.happen(event);
        boolean silent = event == Event.HOLD || event == Event.LIFT;
        if (!silent) {
          assertThat(next.state instanceof State.Eligible)
              .as("after %s", next.path)
              .isEqualTo(next.may());
        }
        if (known.add(next.key())) {
          open.add(next);
          entered += next.state instanceof State.Eligible ? 1 : 0;
        }
      }
    }
    assertThat(known).hasSizeGreaterThan(MOST_STATES / 2);
    assertThat(entered).isPositive();
  }
}
