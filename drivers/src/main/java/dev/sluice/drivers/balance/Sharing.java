package dev.sluice.drivers.balance;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.ReleaseId;
import java.util.Map;

/// What a balancer was seen to do.
///
/// @param shares how it shares requests out. Where it also sends some to what nobody told it of,
///   the weights add up to less than 100
/// @param answered requests that each release has answered as far back as the balancer counts,
///   copies left out; a release that isn't named has none
/// @param open requests that are under way to each address, also to one that gets no new ones; an
///   address that isn't named has none
public record Sharing(Shares shares, Map<ReleaseId, Long> answered, Map<Address, Long> open) {
  public Sharing {
    requireNonNull(shares, "shares");
    answered = Map.copyOf(answered);
    open = Map.copyOf(open);
  }

  /// Requests under way to an address.
  public long open(Address address) {
    return open.getOrDefault(address, 0L);
  }
}
