package dev.sluice.release.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.Releases;
import dev.sluice.release.unit.SchemaRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Release OLD = Releases.of('a');
  private static final Release BAD = Releases.of('b');
  private static final Hold HOLD = Hold.afterRollback("run-1", BAD, OLD, NOW, "worse");
  private static final Hold.Lifted LIFTED = new Hold.Lifted("ann", NOW, "mended elsewhere");

  @Test
  void digestThatWasTakenBackIsHeldInAnyRelease() {
    Release again = Releases.of("shop", 'b', "v2", new SchemaRange(1, 9));
    Holds holds = Holds.NONE.with(HOLD);
    assertThat(holds.on(BAD)).containsExactly(HOLD);
    assertThat(holds.on(again)).containsExactly(HOLD);
    assertThat(holds.on(OLD)).isEmpty();
  }

  @Test
  void artifactsThatWereThereBeforeAreNotHeld() {
    Release badConfig = Releases.of("shop", 'a', "v2", new SchemaRange(1, 9));
    Release mended = Releases.of("shop", 'a', "v3", new SchemaRange(1, 9));
    Holds holds = Holds.NONE.with(Hold.afterRollback("run-2", badConfig, OLD, NOW, "worse"));
    assertThat(holds.on(badConfig)).hasSize(1);
    assertThat(holds.on(mended)).isEmpty();
    assertThat(holds.on(OLD)).isEmpty();
  }

  @Test
  void placeThatIsFrozenBarsEveryReleaseThereAndNoneElsewhere() {
    Holds holds = Holds.NONE.with(Hold.freeze("back-1", "shop", "production", NOW, "data moved"));
    assertThat(holds.on(OLD, "production")).hasSize(1);
    assertThat(holds.on(BAD, "production")).hasSize(1);
    assertThat(holds.on(OLD, "staging")).isEmpty();
    Release other = Releases.of("cart", 'a', "v1", new SchemaRange(1, 9));
    assertThat(holds.on(other, "production")).isEmpty();
    assertThat(holds.on(OLD)).as("the release itself is well").isEmpty();
    assertThat(holds.lift("back-1", LIFTED).on(OLD, "production")).isEmpty();
  }

  @Test
  void holdEndsWhenSomebodyLiftsIt() {
    Holds lifted = Holds.NONE.with(HOLD).lift("run-1", LIFTED);
    assertThat(lifted.on(BAD)).isEmpty();
    assertThat(lifted.all()).singleElement().extracting(Hold::lifted).isEqualTo(LIFTED);
  }

  @Test
  void lateCopyOfAHoldDoesNotUndoItsLifting() {
    Holds lifted = Holds.NONE.with(HOLD).lift("run-1", LIFTED);
    assertThat(lifted.with(HOLD)).isEqualTo(lifted);
  }

  @Test
  void nobodyCannotLiftAHold() {
    assertThatThrownBy(() -> new Hold.Lifted(" ", NOW, "because"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
