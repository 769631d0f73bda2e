package dev.sluice.engine.store;

import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What outlives the process. Several threads and several processes may use one store at once.
///
/// Every method is one transaction: all of it is done when the method returns, and survives the
/// process and the machine; or nothing is, when it throws a [StoreException]. Times are given; the
/// store has no clock. They lie between the years 1678 and 2262 and are kept to the nanosecond.
/// JSON is text to it.
///
/// A run belongs to whoever has its lease. A lease that has ended may be taken by anyone, which
/// raises [Run#epoch]; what its old holder still commits or reports is refused.
public interface Store extends AutoCloseable {
  /// The latest time of all: for a run that wants to be looked at only when there is a message.
  Instant NEVER = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000, 854_775_807);

  /// Begins a run.
  Opened open(Opening opening);

  /// The runs that are due at a time and that nobody else has, oldest due first, now held by the
  /// holder until `now` plus the lease. One that is over is among them while it has actions to
  /// perform.
  ///
  /// @param holder name of the process; no two have the same
  List<Run> claim(String holder, Instant now, Duration lease, int limit);

  /// Lets go of every run that a holder has.
  void release(String holder);

  /// Keeps what a run has come to.
  ///
  /// @throws IllegalArgumentException when numbers of entries or actions are not greater than
  ///   [Run#last], or not in order
  Committed commit(Commit commit);

  /// A run, or null when there is none.
  @Nullable Run run(String id);

  /// Runs, newest first.
  List<Run> runs(RunFilter filter);

  /// What the machine of a run was given, in order.
  ///
  /// @param after number of the last one that is known already, or 0
  List<Entry> inputs(String run, long after, int limit);

  /// What was decided in a run, in order.
  ///
  /// @param after number of the last one that is known already, or 0
  List<Entry> decisions(String run, long after, int limit);

  /// The actions of a run that are still to be performed, in order.
  List<Pending> outgoing(String run);

  /// An action was performed. Saying so twice is the same as once.
  ///
  /// @return false, with nothing changed, when the epoch is not the current one
  boolean done(String run, long seq, long epoch, Instant at);

  /// An action was tried and failed. Its run is due when it is to be tried again.
  ///
  /// @return false, with nothing changed, when the epoch is not the current one, or it is done
  boolean failed(String run, long seq, long epoch, Instant at, String why, Instant next);

  /// Sends something to a run and makes it due at once.
  ///
  /// @return number of the message; 0, with nothing changed, when there is no such run or it is
  ///   over
  long post(String run, Instant at, String by, String json);

  /// What was sent to a run, in order.
  ///
  /// @param after number of the last one that is known already, or 0
  List<Message> inbox(String run, long after);

  /// Keeps a release. One that is kept already stays as it is, with its labels.
  void keep(Release release, Instant at, String by, Map<String, String> labels);

  /// A release, or null when it isn't kept.
  ///
  /// @throws StoreException when what is kept under this id is another one
  @Nullable KeptRelease release(ReleaseId id);

  /// The releases of a service, newest first.
  List<KeptRelease> releases(String service);

  /// The releases whose id begins so, up to a limit; `sha256:` may be left out.
  List<KeptRelease> releasesBeginning(String prefix, int limit);

  /// Every hold that was placed, in that order.
  Holds holds();

  /// Rises with every change of the holds.
  long holdsVersion();

  /// Places a hold. One with the same id that was placed before stays as it is.
  void place(Hold hold);

  /// Lifts a hold.
  ///
  /// @return false, with nothing changed, when there is no such hold, or it is lifted already
  boolean lift(String id, Hold.Lifted lifted);

  /// What had all the traffic of a service in an environment, oldest first.
  List<Deployed> deployed(String service, String environment);

  /// Begins the history of a service in an environment with a release that came there otherwise.
  ///
  /// @return false, with nothing changed, when it has begun already
  boolean deployFirst(Deployment deployment, String by);

  /// Number of the last order that the target of a service in an environment was given; 0 before
  /// the first.
  long generation(String service, String environment);

  /// Lets go of files and connections.
  @Override
  void close();
}
