package dev.sluice.drivers.balance;

import java.util.List;

/// What one release gets.
///
/// @param weight its share of the requests, in percent
/// @param instances those of its instances that are ready, each of which gets as much as the others
public record Portion(int weight, List<Address> instances) {
  /// @throws IllegalArgumentException when the weight is no percentage
  public Portion {
    if (weight < 0 || weight > 100) {
      throw new IllegalArgumentException("expected a percentage, but found " + weight);
    }
    instances = List.copyOf(instances);
  }
}
