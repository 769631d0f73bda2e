package dev.sluice.engine.drive;

import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.port.PortException;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.EntryCheck;
import dev.sluice.release.promotion.Observation;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.rollout.State;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out what entry checks say of a release that wants to be promoted, each of this very
/// release. What said something once and can't be asked any more has said it; what is asked and
/// gives no answer has none.
final class EntryChecks {
  /// So many rollouts are looked through for one of the release.
  private static final int ROLLOUTS = 50;

  private final World world;
  private final Store store;
  private final Settings settings;
  private final InstantSource clock;

  EntryChecks(World world, Store store, Settings settings, InstantSource clock) {
    this.world = world;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /// Asks, and gives what is news to the machine.
  ///
  /// @param standing where the run is now
  void look(Carried carried, Standing standing, Consumer<Input> give) throws InterruptedException {
    if (!(standing instanceof Standing.OfPromotion promotion)
        || !standing.open()
        || !carried.asks("checks", settings.look(), clock.instant())) {
      return;
    }
    Candidacy c = promotion.state().candidacy();
    List<Finding> news = new ArrayList<>();
    for (EntryCheck check : c.hop().checks()) {
      Finding known = known(c, check);
      Finding found = found(c, check, known);
      if (found != null && (known == null || !says(known, found))) {
        news.add(found);
      }
    }
    if (!news.isEmpty()) {
      give.accept(new Input.OfPromotion(new Observation.Checked(c.release().id(), news)));
    }
  }

  private static @Nullable Finding known(Candidacy c, EntryCheck check) {
    return c.checks().stream().filter(f -> f.name().equals(check.name())).findFirst().orElse(null);
  }

  /// Whether two findings say the same at different times.
  private static boolean says(Finding known, Finding found) {
    return known.kind() == found.kind()
        && known.why().equals(found.why())
        && (known.samples() == 0) == (found.samples() == 0);
  }

  private @Nullable Finding found(Candidacy c, EntryCheck check, @Nullable Finding known)
      throws InterruptedException {
    try {
      return switch (check.kind()) {
        case HEALTH -> health(c, check);
        case ANALYSIS -> analysis(c, check);
        case JOB -> job(c, check, known);
      };
    } catch (PortException e) {
      return nothing(check, String.valueOf(e.getMessage()));
    }
  }

  /// Asks wherever the release is what runs below. One answer that is bad is enough.
  private @Nullable Finding health(Candidacy c, EntryCheck check)
      throws PortException, InterruptedException {
    Release release = c.release();
    Finding well = null;
    for (String environment : c.hop().from()) {
      if (!runs(release, environment)) {
        continue;
      }
      Finding said = world.check(check.name(), release.service(), environment, clock.instant());
      if (said == null) {
        return nothing(
            check, "nothing says where to ask it in " + environment + "; its target can be a URL");
      }
      if (runs(release, environment)) {
        well = said;
        if (said.kind() != Finding.Kind.NOT_WORSE) {
          return said;
        }
      }
    }
    return well;
  }

  /// Whether it has all the traffic of an environment, and nothing is about to change that.
  private boolean runs(Release release, String environment) {
    List<Deployed> history = store.deployed(release.service(), environment);
    RunFilter there = RunFilter.all(10).open(true).on(release.service(), environment);
    return !history.isEmpty()
        && history.getLast().release().equals(release)
        && store.runs(there).stream().noneMatch(run -> run.kind().steers());
  }

  /// What it said in the newest rollout below that speaks for the release or against it.
  private @Nullable Finding analysis(Candidacy c, EntryCheck check) {
    RunFilter over = RunFilter.all(ROLLOUTS).of(RunKind.ROLLOUT).open(false);
    return c.hop().from().stream()
        .flatMap(e -> store.runs(over.on(c.release().service(), e)).stream())
        .sorted(Comparator.comparing(Run::changedAt).reversed())
        .flatMap(run -> Stream.ofNullable(ended(run, c.release(), check)))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Finding ended(Run run, Release release, EntryCheck check) {
    State state;
    try {
      state = Kept.rollout(run);
    } catch (UnreadableRunException e) {
      return nothing(check, String.valueOf(e.getMessage()));
    }
    if (!state.spec().canary().equals(release)) {
      return null;
    }
    return switch (state) {
      case State.Healthy s -> {
        Finding said = named(s.course().findings(), check);
        yield said == null ? null : good(said, s, run.environment());
      }
      case State.Degraded s -> {
        Finding said = named(s.course().findings(), check);
        yield said == null || said.kind() != Finding.Kind.WORSE
            ? null
            : again(said, Finding.Kind.WORSE, "in " + run.environment() + ": " + said.why());
      }
      case State.Forward _, State.Back _, State.Refused _ -> null;
    };
  }

  private static @Nullable Finding named(List<Finding> all, EntryCheck check) {
    return all.stream().filter(f -> f.name().equals(check.name())).findFirst().orElse(null);
  }

  /// A rollout is verified when every criterion had data to the end and none found it worse: more
  /// is not to be had of one that hasn't decided.
  private Finding good(Finding said, State.Healthy s, String environment) {
    boolean passed = s.verified() && said.measured();
    String why =
        "its rollout in "
            + environment
            + " ended well at "
            + Moment.of(s.at())
            + (s.verified() ? "" : ", not verified")
            + ": "
            + said.why();
    return again(said, passed ? Finding.Kind.NOT_WORSE : said.kind(), why);
  }

  private Finding again(Finding said, Finding.Kind kind, String why) {
    return new Finding(
        said.name(),
        clock.instant(),
        kind,
        why,
        said.samples(),
        said.statistic(),
        said.bound(),
        said.baselineUntil(),
        said.query());
  }

  /// A record that is gone says nothing any more.
  private @Nullable Finding job(Candidacy c, EntryCheck check, @Nullable Finding known)
      throws PortException {
    Finding said = world.recorded(check.name(), c.release(), clock.instant());
    return said != null || known == null
        ? said
        : nothing(check, check.fix(c.release().id().brief(), c.hop().from()));
  }

  private Finding nothing(EntryCheck check, String why) {
    Instant now = clock.instant();
    return new Finding(check.name(), now, Finding.Kind.NO_DATA, why, 0, null, null, null, null);
  }
}
