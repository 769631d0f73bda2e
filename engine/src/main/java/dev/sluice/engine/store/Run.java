package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One rollout, rollback or promotion, as it was committed last.
///
/// @param changedAt when it was committed last
/// @param version number of commits so far
/// @param state its state, as JSON
/// @param phase what users see first
/// @param open whether it goes on; one that is over never does again
/// @param due when it wants to be looked at next
/// @param holder who has it, or null
/// @param epoch fencing token of the lease: every change of the holder raises it
/// @param leaseUntil when the lease ends, or null when nobody has it
/// @param last greatest number of its entries and actions so far; those of the next commit have
///   greater ones
/// @param inboxUpTo number of the last message that was taken in
/// @param pending how many actions are still to be performed
public record Run(
    String id,
    RunKind kind,
    String service,
    String environment,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    long version,
    String state,
    String phase,
    boolean open,
    Instant due,
    @Nullable String holder,
    long epoch,
    @Nullable Instant leaseUntil,
    long last,
    long inboxUpTo,
    int pending) {
  public Run {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(createdBy, "createdBy");
    requireNonNull(changedAt, "changedAt");
    requireNonNull(state, "state");
    requireNonNull(phase, "phase");
    requireNonNull(due, "due");
  }
}
