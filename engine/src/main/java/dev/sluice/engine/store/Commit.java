package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.hold.Hold;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run has come to: the whole of it is kept, or nothing.
///
/// @param epoch the [Run#epoch] that it was claimed with
/// @param version the [Run#version] that it rests on
/// @param open whether it goes on; when it doesn't, it occupies nothing any more
/// @param due when it wants to be looked at next; a message that was not taken in makes it due at
///   once
/// @param leaseUntil until when its holder keeps it
/// @param inputs what its machine was given, in order
/// @param outgoing what is to be performed from now on
/// @param openings runs that begin with it, after it is over when it is
/// @param inboxUpTo number of the last message that was taken in
/// @param generations numbers that targets in its environment have reached, by service; a number
///   never falls
/// @param deployments what got all the traffic of its environment
public record Commit(
    String run,
    long epoch,
    long version,
    Instant at,
    String state,
    String phase,
    boolean open,
    Instant due,
    Instant leaseUntil,
    List<Entry> inputs,
    List<Entry> decisions,
    List<Outgoing> outgoing,
    List<Hold> holds,
    List<Opening> openings,
    long inboxUpTo,
    SortedMap<String, Long> generations,
    List<Deployment> deployments) {
  public Commit {
    requireNonNull(run, "run");
    requireNonNull(at, "at");
    requireNonNull(state, "state");
    requireNonNull(phase, "phase");
    requireNonNull(due, "due");
    requireNonNull(leaseUntil, "leaseUntil");
    inputs = List.copyOf(inputs);
    decisions = List.copyOf(decisions);
    outgoing = List.copyOf(outgoing);
    holds = List.copyOf(holds);
    openings = List.copyOf(openings);
    generations = Collections.unmodifiableSortedMap(new TreeMap<>(generations));
    deployments = List.copyOf(deployments);
  }
}
