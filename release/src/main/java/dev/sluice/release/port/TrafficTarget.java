package dev.sluice.release.port;

import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;

/// What takes the traffic of one service in one environment: instances of releases, and what shares
/// requests out among them. It outlives the process that steers it, and several processes may steer
/// it at once: the numbers of the orders say which of them counts.
public interface TrafficTarget extends AutoCloseable {
  /// What it is now, as it was observed; never what it was asked to be. [Seen#generation] says of
  /// which orders this holds: they have taken effect, or never will any more.
  ///
  /// @throws PortException when it cannot be looked at
  Seen look(Pair pair) throws PortException, InterruptedException;

  /// Has an order done. It returns when the target has taken the order, or has refused it since it
  /// has done a newer one, which is no error; whether it was done is for [#look] to say. The same
  /// order twice is the same as once.
  ///
  /// @throws PortException when the target did not take it, or nobody knows whether it did
  void tell(Pair pair, Order order) throws PortException, InterruptedException;

  /// Lets go of connections. The target itself goes on.
  @Override
  void close();
}
