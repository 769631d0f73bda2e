package dev.sluice.drivers.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a client and a server on the loopback interface, and cuts or stalls what goes
/// through it.
final class Relay implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress server;
  private volatile boolean stalled;

  Relay(String url) throws IOException {
    URI to = URI.create(url);
    server = new InetSocketAddress(to.getHost(), to.getPort());
    Thread accepting = Thread.ofVirtual().name("relay").start(this::accept);
    if (!accepting.isVirtual()) {
      throw new IllegalStateException("expected a virtual thread");
    }
  }

  String url() {
    return "https://127.0.0.1:" + listening.getLocalPort();
  }

  /// From now on nothing gets through, or everything does; connections stay open.
  void stall(boolean on) {
    stalled = on;
    if (!on) {
      cut();
    }
  }

  /// Ends every connection in the middle of what it is doing.
  void cut() {
    open.forEach(Relay::end);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket api = new Socket();
        open.add(client);
        open.add(api);
        api.connect(server, 1000);
        pump(client, api);
        pump(api, client);
      } catch (IOException e) {
        cut();
      }
    }
  }

  private void pump(Socket from, Socket to) {
    Thread pumping = Thread.ofVirtual().name("relay-pump").unstarted(() -> copy(from, to));
    pumping.start();
  }

  private void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!stalled) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      end(to);
    } finally {
      end(from);
      open.remove(from);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
