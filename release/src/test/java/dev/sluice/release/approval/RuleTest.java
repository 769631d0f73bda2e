package dev.sluice.release.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.unit.ReleaseId;
import dev.sluice.release.unit.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final ReleaseId RELEASE = Releases.of('a').id();
  private static final Rule TWO_LEADS = new Rule(Set.of("leads"), 2, false, Duration.ofHours(24));

  @Test
  void enoughDifferentPeopleOfTheNamedTeam() {
    assertThat(tally(by("ann"), by("bob")).reached()).isTrue();
  }

  @Test
  void samePersonTwiceIsOne() {
    Approval later =
        new Approval("ann", Set.of("leads"), RELEASE, "production", NOW.minusSeconds(5));
    Tally tally = tally(by("ann"), later);
    assertThat(tally.reached()).isFalse();
    assertThat(tally.missing()).isEqualTo(1);
  }

  @Test
  void whoMadeTheChangeDoesNotCount() {
    Tally tally = tally(by("ann"), by("author"));
    assertThat(tally.counted()).containsExactly("ann");
    assertThat(tally.refused())
        .extracting(Tally.Refused::why)
        .containsExactly(Tally.Why.OWN_CHANGE);
  }

  @Test
  void everyReasonNotToCount() {
    Instant at = NOW.minusSeconds(60);
    Tally tally =
        tally(
            new Approval("cid", Set.of("others"), RELEASE, "production", at),
            new Approval("ann", Set.of("leads"), Releases.of('b').id(), "production", at),
            new Approval("ann", Set.of("leads"), RELEASE, "staging", at),
            new Approval("ann", Set.of("leads"), RELEASE, "production", NOW.plusSeconds(1)),
            new Approval("ann", Set.of("leads"), RELEASE, "production", NOW.minusSeconds(86400)),
            new Approval(" ", Set.of("leads"), RELEASE, "production", at));
    assertThat(tally.counted()).isEmpty();
    assertThat(tally.refused())
        .extracting(Tally.Refused::why)
        .containsExactly(
            Tally.Why.NOT_NAMED,
            Tally.Why.OTHER_RELEASE,
            Tally.Why.OTHER_SCOPE,
            Tally.Why.NOT_YET,
            Tally.Why.EXPIRED,
            Tally.Why.NOBODY);
  }

  @Test
  void approvalIsGoodUntilTheInstantAtWhichItExpires() {
    Instant at = NOW.minusSeconds(86400 - 1);
    Approval last = new Approval("ann", Set.of("leads"), RELEASE, "production", at);
    assertThat(tally(last).counted()).containsExactly("ann");
  }

  private static Approval by(String name) {
    return new Approval(name, Set.of("leads"), RELEASE, "production", NOW.minusSeconds(60));
  }

  private static Tally tally(Approval... approvals) {
    List<Approval> all = Arrays.asList(approvals);
    return TWO_LEADS.tally(all, RELEASE, "production", Set.of("author"), NOW);
  }
}
