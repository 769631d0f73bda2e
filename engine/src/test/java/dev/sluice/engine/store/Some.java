package dev.sluice.engine.store;

import dev.sluice.release.hold.Barred;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Things to put into a store.
public final class Some {
  /// When the tests begin.
  public static final Instant T0 = Instant.parse("2026-11-23T09:00:00.000000001Z");

  private Some() {}

  /// A release of the shop, which differs by its config.
  public static Release release(String config) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", new Digest("sha256:" + "a".repeat(64)))),
        config,
        new TreeMap<>(),
        new TreeMap<>());
  }

  /// A hold on a release.
  public static Hold hold(String id, Release release) {
    return new Hold(
        id, new Barred.OfRelease(release.id(), release.digests()), T0, "it was taken back", null);
  }

  /// A rollout of the shop in production.
  public static Opening rollout(String id) {
    return rollout(id, "shop");
  }

  /// A rollout of a service in production.
  public static Opening rollout(String id, String service) {
    return Opening.of(
        id, RunKind.ROLLOUT, service, "production", T0, "ada", "{\"step\":0}", "PROGRESSING");
  }

  /// A rollback in production that steers several services, which the first is named after.
  public static Opening rollback(String id, String service, String... others) {
    Opening o =
        Opening.of(id, RunKind.ROLLBACK, service, "production", T0, "bob", "{}", "PROGRESSING");
    TreeSet<String> occupies = new TreeSet<>(List.of(others));
    occupies.add(service);
    return new Opening(
        id,
        o.kind(),
        service,
        o.environment(),
        occupies,
        T0,
        "bob",
        "{}",
        o.phase(),
        true,
        T0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>());
  }

  /// A promotion that is over as soon as it begins.
  public static Opening over(String id) {
    Opening o = Opening.of(id, RunKind.PROMOTION, "shop", "production", T0, "ada", "{}", "OVER");
    return new Opening(
        id,
        o.kind(),
        o.service(),
        o.environment(),
        o.occupies(),
        T0,
        "ada",
        "{}",
        o.phase(),
        false,
        T0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        o.generations());
  }

  /// What is committed to a run: nothing but a state, at first.
  public static Change change(Run run) {
    return new Change(run);
  }

  /// A commit in the making.
  public static final class Change {
    private final Run run;
    private long epoch;
    private Instant at = T0;
    private Instant due = T0.plusSeconds(60);
    private Duration lease = Duration.ofSeconds(30);
    private boolean open = true;
    private long inboxUpTo;
    private List<Entry> inputs = List.of();
    private List<Entry> decisions = List.of();
    private List<Outgoing> outgoing = List.of();
    private List<Hold> holds = List.of();
    private List<Opening> openings = List.of();
    private List<Deployment> deployments = List.of();
    private Map<String, Long> generations = Map.of();

    private Change(Run run) {
      this.run = run;
      epoch = run.epoch();
      inboxUpTo = run.inboxUpTo();
    }

    public Change at(Instant time) {
      at = time;
      return this;
    }

    public Change due(Instant time) {
      due = time;
      return this;
    }

    public Change lease(Duration duration) {
      lease = duration;
      return this;
    }

    public Change epoch(long other) {
      epoch = other;
      return this;
    }

    public Change over() {
      open = false;
      return this;
    }

    public Change inboxUpTo(long seq) {
      inboxUpTo = seq;
      return this;
    }

    public Change inputs(Entry... entries) {
      inputs = List.of(entries);
      return this;
    }

    public Change decisions(Entry... entries) {
      decisions = List.of(entries);
      return this;
    }

    public Change outgoing(Outgoing... actions) {
      outgoing = List.of(actions);
      return this;
    }

    public Change holds(Hold... placed) {
      holds = List.of(placed);
      return this;
    }

    public Change openings(Opening... begun) {
      openings = List.of(begun);
      return this;
    }

    public Change deployments(Deployment... deployed) {
      deployments = List.of(deployed);
      return this;
    }

    public Change generation(String service, long generation) {
      generations = Map.of(service, generation);
      return this;
    }

    /// The commit of it.
    public Commit to(String state) {
      return new Commit(
          run.id(),
          epoch,
          run.version(),
          at,
          state,
          open ? "PROGRESSING" : "HEALTHY",
          open,
          due,
          at.plus(lease),
          inputs,
          decisions,
          outgoing,
          holds,
          openings,
          inboxUpTo,
          new TreeMap<>(generations),
          deployments);
    }
  }
}
