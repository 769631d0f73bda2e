package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Balancer;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.balance.Sharing;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/// The built-in balancer: a proxy for HTTP/1.1 that listens on a loopback address and shares
/// requests out by weight, exactly. It speaks no HTTP/2 and upgrades no connection, so no
/// WebSocket.
///
/// A request is one of a release as soon as it is shared out: where no instance is ready (503),
/// none can be reached or the connection breaks (502), or none answers in time (504), that is an
/// error of the release. Requests that are safe to do again are tried on another instance first.
/// Copies are made of requests without a body whose methods are safe (GET, HEAD, OPTIONS), so that
/// nothing is ordered twice; users never wait for them, and where too many are under way they are
/// left out.
public final class Splitter implements Balancer {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_HEAD = 32 * 1024;

  private final Exchange exchange = new Exchange();
  private final Ledger ledger;
  private final Passage passage;
  private final WebServer server;

  private Splitter(Address listen, InetAddress address, Ledger ledger, Duration patience) {
    this.ledger = ledger;
    this.passage = new Passage(exchange, ledger, patience);
    this.server =
        WebServer.builder()
            .address(address)
            .port(listen.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .featuresDiscoverServices(false)
            .contentEncoding(
                ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
            .protocolsDiscoverServices(false)
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(LONGEST_HEAD)
                    .maxPrologueLength(LONGEST_HEAD)
                    .build())
            .routing(HttpRouting.builder().any(passage::handle))
            .build();
  }

  /// Starts one. It answers 503 until it is told who takes requests.
  ///
  /// @throws IllegalArgumentException when the address is not that of the loopback interface, or is
  ///   taken
  public static Splitter start(Address listen, Ledger ledger) {
    return start(listen, ledger, PATIENCE);
  }

  static Splitter start(Address listen, Ledger ledger, Duration patience) {
    Splitter splitter = new Splitter(listen, loopback(listen), ledger, patience);
    try {
      splitter.server.start();
    } catch (RuntimeException e) {
      splitter.passage.close();
      throw new IllegalArgumentException("expected a free address, but found " + listen, e);
    }
    return splitter;
  }

  private static InetAddress loopback(Address listen) {
    try {
      InetAddress address = InetAddress.getByName(listen.host());
      if (address.isLoopbackAddress()) {
        return address;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("expected a loopback address, but found " + listen, e);
    }
    throw new IllegalArgumentException("expected a loopback address, but found " + listen);
  }

  /// What it counts.
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void share(Shares shares) {
    exchange.share(shares);
  }

  @Override
  public Sharing seen() {
    return new Sharing(exchange.shares(), ledger.answered(), exchange.open());
  }

  @Override
  public void close() {
    server.stop();
    passage.close();
  }
}
