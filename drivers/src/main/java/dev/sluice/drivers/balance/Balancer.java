package dev.sluice.drivers.balance;

import dev.sluice.release.port.PortException;

/// What shares the requests of one service out among the instances of its releases: the built-in
/// splitter, or a proxy that runs beside it. Whoever has it tells it one thing at a time, the
/// newest last; it keeps no numbers of orders.
public interface Balancer extends AutoCloseable {
  /// Shares requests out like this from now on: it returns when it is so. A request that is under
  /// way to an instance which gets no more is answered all the same.
  ///
  /// @throws PortException when it is not so, or nobody knows whether it is; terminal when it can
  ///   do no such thing, mirroring say
  void share(Shares shares) throws PortException, InterruptedException;

  /// What it does now, as it says itself and never as it was told. Cheap enough to be asked some
  /// times a second.
  ///
  /// @throws PortException when it cannot be asked
  Sharing seen() throws PortException, InterruptedException;

  /// Lets go of connections. A proxy that runs beside it goes on; the built-in splitter ends.
  @Override
  void close();
}
