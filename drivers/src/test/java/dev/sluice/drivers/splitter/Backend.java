package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An instance that answers, byte by byte, what a test says: pieces divided by `~`, of which
/// `CLOSE` ends the connection and `WAIT` does nothing for ever.
final class Backend implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ServerSocket server;
  private final Function<String, String> answers;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /// @param answers by the target of a request
  Backend(Function<String, String> answers) throws IOException {
    this.answers = answers;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("backend").start(this::accept);
  }

  Address address() {
    return new Address("127.0.0.1", server.getLocalPort());
  }

  /// The heads of all requests, in lower case.
  List<String> heads() {
    return List.copyOf(heads);
  }

  List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().name("backend-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = until(in, "\r\n\r\n"); !head.isEmpty(); head = until(in, "\r\n\r\n")) {
        heads.add(head.toLowerCase(Locale.ROOT));
        body(in, heads.getLast());
        answer(socket, answers.apply(head.split(" ", -1)[1]));
      }
    } catch (IOException e) {
      // The other end has gone, or the test is over.
    }
  }

  private void body(InputStream in, String head) throws IOException {
    if (head.contains("transfer-encoding: chunked")) {
      bodies.add(until(in, "0\r\n\r\n"));
    }
    int at = head.indexOf("content-length: ");
    if (at >= 0) {
      String length = head.substring(at + 16, head.indexOf('\r', at));
      bodies.add(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1));
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      read.write(next);
      text = read.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private static void answer(Socket socket, String pieces) throws IOException {
    for (String piece : pieces.split("~", -1)) {
      if (piece.equals("CLOSE")) {
        socket.close();
        return;
      }
      if (piece.equals("WAIT")) {
        socket.getInputStream().read();
      } else {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
