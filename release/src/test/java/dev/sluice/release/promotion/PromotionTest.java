package dev.sluice.release.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Release NEW = Releases.of('b');
  private static final Release OTHER = Releases.of('c');
  private static final Hop HOP =
      new Hop(
          "production",
          List.of("staging"),
          List.of(new EntryCheck("smoke", EntryCheck.Kind.JOB)),
          Duration.ofMinutes(30),
          false,
          new Rule(Set.of("leads"), 2, false, Duration.ofHours(24)),
          List.of(
              new Hop.Freeze(
                  "year-end", LocalDate.parse("2026-12-20"), LocalDate.parse("2027-01-03"))));

  private final List<Action> actions = new ArrayList<>();
  private Instant now = START;
  private State state = Promotion.start(candidacy(HOP), START).state();

  private static Candidacy candidacy(Hop hop) {
    return Candidacy.of("promotion-1", hop, NEW, Set.of("author"));
  }

  private void see(Observation observation) {
    Next next = Promotion.next(state, observation, now);
    state = next.state();
    actions.addAll(next.actions());
  }

  private void after(Duration time) {
    now = now.plus(time);
    see(new Observation.Tick());
  }

  private void verified(Release release, boolean passed) {
    see(new Observation.Verified("staging", release.id(), now, passed, "verified"));
  }

  private void smoke(Release release, Finding.Kind kind) {
    Finding finding = new Finding("smoke", now, kind, "smoke", 5, null, null, null, null);
    see(new Observation.Checked(release.id(), List.of(finding)));
  }

  private void approve(String who, Release release) {
    see(
        new Observation.Approved(
            new Approval(who, Set.of("leads"), release.id(), "production", now)));
  }

  private void holds(Holds holds) {
    see(new Observation.HoldsRead(now, holds));
  }

  private void everything() {
    holds(Holds.NONE);
    verified(NEW, true);
    smoke(NEW, Finding.Kind.NOT_WORSE);
    approve("ann", NEW);
    approve("bob", NEW);
    after(Duration.ofMinutes(30));
  }

  private List<Obstacle.Kind> obstacles() {
    return state instanceof State.Waiting w
        ? w.obstacles().stream().map(Obstacle::kind).toList()
        : List.of();
  }

  private <A extends Action> Stream<A> all(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast);
  }

  @Test
  void whatIsNotKnownKeepsItOut() {
    see(new Observation.Tick());
    assertThat(obstacles())
        .containsExactly(
            Obstacle.Kind.NOT_VERIFIED,
            Obstacle.Kind.CHECK_MISSING,
            Obstacle.Kind.APPROVALS_MISSING,
            Obstacle.Kind.HOLDS_NOT_READ);
  }

  @Test
  void releaseOfWhichEverythingIsKnownIsPromotedOnce() {
    everything();
    after(Duration.ofMinutes(1));
    assertThat(state).isInstanceOf(State.Eligible.class);
    assertThat(all(Action.Promote.class))
        .containsExactly(
            new Action.Promote("production", NEW.id(), START.plus(Duration.ofMinutes(30))));
    see(new Observation.Begun(NEW.id(), now));
    assertThat(state).isInstanceOf(State.Promoted.class);
  }

  @Test
  void olderReleaseNeverEntersOverOneThatSomebodyAskedForAfterIt() {
    everything();
    assertThat(state).isInstanceOf(State.Eligible.class);
    see(new Observation.Superseded("newer", now));
    assertThat(state).isInstanceOf(State.Superseded.class);
    assertThat(all(Action.Withdraw.class))
        .containsExactly(new Action.Withdraw("production", NEW.id(), "newer came after it", now));
    see(new Observation.Begun(NEW.id(), now));
    everything();
    assertThat(state).isInstanceOf(State.Superseded.class);
    assertThat(all(Action.Promote.class)).hasSize(1);
  }

  @Test
  void whatHasBegunIsNotSuperseded() {
    everything();
    see(new Observation.Begun(NEW.id(), now));
    see(new Observation.Superseded("newer", now));
    assertThat(state).isInstanceOf(State.Promoted.class);
  }

  /// akuity/kargo#5144: what failed when it was verified again still counted as verified.
  @Test
  void verificationThatFailsLaterTakesEligibilityAway() {
    everything();
    now = now.plusSeconds(1);
    verified(NEW, false);
    assertThat(obstacles()).containsExactly(Obstacle.Kind.VERIFICATION_FAILED);
    assertThat(all(Action.Withdraw.class)).hasSize(1);
    now = now.plusSeconds(1);
    verified(NEW, true);
    assertThat(obstacles()).as("the soak begins anew").containsExactly(Obstacle.Kind.SOAKING);
  }

  @Test
  void failureOfWhichOneHearsLateBeginsTheSoakAnew() {
    everything();
    Instant between = now.minus(Duration.ofMinutes(5));
    verified(NEW, true);
    see(new Observation.Verified("staging", NEW.id(), between, false, "late"));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.SOAKING);
  }

  @Test
  void nothingSaidOfAnotherReleaseCounts() {
    holds(Holds.NONE);
    verified(OTHER, true);
    smoke(OTHER, Finding.Kind.NOT_WORSE);
    approve("ann", OTHER);
    approve("bob", OTHER);
    after(Duration.ofMinutes(30));
    assertThat(obstacles()).hasSize(3);
  }

  @Test
  void anyChangeOfTheReleaseVoidsWhatWasAgreedTo() {
    everything();
    assertThat(state).isInstanceOf(State.Eligible.class);
    state = Promotion.start(Candidacy.of("promotion-2", HOP, OTHER, Set.of("author")), now).state();
    everything();
    assertThat(obstacles())
        .containsExactly(
            Obstacle.Kind.NOT_VERIFIED,
            Obstacle.Kind.CHECK_MISSING,
            Obstacle.Kind.APPROVALS_MISSING);
  }

  @Test
  void authorDoesNotMakeUpTheQuorum() {
    everything();
    Candidacy without = candidacy(HOP);
    state = Promotion.start(without, now).state();
    holds(Holds.NONE);
    verified(NEW, true);
    smoke(NEW, Finding.Kind.NOT_WORSE);
    approve("ann", NEW);
    approve("author", NEW);
    after(Duration.ofMinutes(30));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.APPROVALS_MISSING);
  }

  @Test
  void approvalsThatEndTakeEligibilityAway() {
    everything();
    after(Duration.ofHours(24));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.APPROVALS_MISSING);
  }

  @Test
  void environmentThatIsFrozenLetsNothingInUntilThatIsLifted() {
    everything();
    String service = NEW.service();
    Holds holds = Holds.NONE.with(Hold.freeze("back-1", service, "production", now, "data moved"));
    now = now.plusSeconds(1);
    holds(holds);
    assertThat(obstacles()).containsExactly(Obstacle.Kind.ON_HOLD);
    now = now.plusSeconds(1);
    holds(holds.lift("back-1", new Hold.Lifted("ann", now, "mended")));
    assertThat(state).isInstanceOf(State.Eligible.class);
  }

  @Test
  void holdKeepsItOutUntilItIsLifted() {
    everything();
    Hold hold = Hold.afterRollback("run-9", NEW, Releases.of('a'), now, "worse");
    Holds holds = Holds.NONE.with(hold);
    now = now.plusSeconds(1);
    holds(holds);
    assertThat(obstacles()).containsExactly(Obstacle.Kind.ON_HOLD);
    see(new Observation.HoldsRead(now.minusSeconds(60), Holds.NONE));
    assertThat(obstacles()).as("an older look").containsExactly(Obstacle.Kind.ON_HOLD);
    now = now.plusSeconds(1);
    holds(holds.lift("run-9", new Hold.Lifted("ann", now, "mended")));
    assertThat(state).isInstanceOf(State.Eligible.class);
  }

  @Test
  void freezeHoldsOnItsFirstAndLastDayAndIsOverriddenByNameWithAReason() {
    Hop.Freeze freeze = HOP.freezes().getFirst();
    assertThat(freeze.holds(Instant.parse("2026-12-19T23:59:59Z"))).isFalse();
    assertThat(freeze.holds(Instant.parse("2026-12-20T00:00:00Z"))).isTrue();
    assertThat(freeze.holds(Instant.parse("2027-01-03T23:59:59Z"))).isTrue();
    assertThat(freeze.holds(Instant.parse("2027-01-04T00:00:00Z"))).isFalse();

    now = Instant.parse("2026-12-24T12:00:00Z");
    everything();
    assertThat(obstacles()).containsExactly(Obstacle.Kind.FROZEN);
    see(override(OTHER, "year-end"));
    see(override(NEW, "summer"));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.FROZEN);
    see(override(NEW, "year-end"));
    assertThat(state).isInstanceOf(State.Eligible.class);
    assertThat(all(Action.Keep.class).map(k -> k.decision().why()).toList().getLast())
        .contains("customers cannot pay")
        .contains("ann");
    assertThatThrownBy(() -> new Candidacy.FreezeOverride("year-end", "ann", " ", now))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Observation override(Release release, String freeze) {
    return new Observation.Overridden(
        release.id(), new Candidacy.FreezeOverride(freeze, "ann", "customers cannot pay", now));
  }

  @Test
  void manualHopWaitsForSomebodyToAsk() {
    Hop manual = new Hop("production", List.of(), List.of(), Duration.ZERO, true, null, List.of());
    state = Promotion.start(candidacy(manual), now).state();
    holds(Holds.NONE);
    assertThat(obstacles()).containsExactly(Obstacle.Kind.NOT_ASKED_FOR);
    see(new Observation.AskedFor(OTHER.id(), new Candidacy.Asked("ann", now)));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.NOT_ASKED_FOR);
    see(new Observation.AskedFor(NEW.id(), new Candidacy.Asked("ann", now)));
    assertThat(state).isInstanceOf(State.Eligible.class);
  }

  @Test
  void checkWithoutASampleIsNoResult() {
    holds(Holds.NONE);
    verified(NEW, true);
    approve("ann", NEW);
    approve("bob", NEW);
    Finding empty =
        new Finding("smoke", now, Finding.Kind.NOT_WORSE, "", 0, null, null, null, null);
    see(new Observation.Checked(NEW.id(), List.of(empty)));
    after(Duration.ofMinutes(30));
    assertThat(obstacles()).containsExactly(Obstacle.Kind.CHECK_MISSING);
  }
}
