package dev.sluice.drivers.process;

import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.nio.file.Path;

/// Steers a target in a process of its own, until it is killed.
final class Steerer {
  private Steerer() {}

  /// Starts the stable release, says so, and waits to be killed.
  ///
  /// @param words directory, port, life, and the canonical forms of both releases
  public static void main(String[] words) throws Exception {
    Shop shop = new Shop(Path.of(words[0]), Integer.parseInt(words[1]));
    Pair pair = new Pair("shop", "test", Release.parse(words[3]), Release.parse(words[4]));
    ProcessTarget target = shop.target(ProcessTarget.Life.valueOf(words[2]));
    target.tell(pair, new Order.Scale(1, Side.STABLE, 1));
    target.tell(pair, new Order.SetWeight(2, 0));
    Shop.until(target, pair, seen -> seen.stable().ready() == 1);
    System.out.println("ready");
    Thread.sleep(60_000);
  }
}
