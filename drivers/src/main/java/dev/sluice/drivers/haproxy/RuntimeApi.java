package dev.sluice.drivers.haproxy;

import dev.sluice.drivers.balance.Address;
import dev.sluice.release.port.PortException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The runtime API of a HAProxy: a line of commands goes in, text comes out. Commands of a line are
/// done one after the other, whatever becomes of whoever sent them. Safe for several threads.
///
/// Source: HAProxy, "Management Guide", Unix Socket commands.
final class RuntimeApi {
  /// A line has to fit into a buffer, which is no smaller than this.
  private static final int LONGEST = 15_000;

  private static final int LARGEST = 8 << 20;

  private final String socket;
  private final Duration timeout;

  /// @param socket path, or host:port
  RuntimeApi(String socket, Duration timeout) {
    this.socket = socket;
    this.timeout = timeout;
  }

  /// What HAProxy says to some commands.
  ///
  /// @throws PortException when it does not answer, or terminal when it may not be asked
  String ask(List<String> commands) throws PortException, InterruptedException {
    String line = String.join(";", commands) + "\n";
    if (line.length() > LONGEST) {
      throw PortException.terminal(
          "HAProxy at " + socket + " cannot be told of so many instances at once");
    }
    FutureTask<String> answer = new FutureTask<>(() -> exchange(line));
    Thread.ofVirtual().name("haproxy").start(answer);
    try {
      return permitted(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw PortException.passing(
          "HAProxy at " + socket + " did not answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private PortException failed(Throwable cause) {
    if (socket.contains("/")
        && Files.exists(Path.of(socket))
        && !Files.isWritable(Path.of(socket))) {
      return PortException.terminal(
          "HAProxy's socket " + socket + " may not be written to: give its group or user access",
          cause);
    }
    return PortException.passing(
        "HAProxy does not answer at " + socket + ": " + cause.getMessage(), cause);
  }

  private String permitted(String answer) throws PortException {
    if (answer.contains("Permission denied")) {
      throw PortException.terminal(
          "HAProxy at " + socket + " refuses: write 'level admin' behind its 'stats socket'");
    }
    return answer;
  }

  private SocketAddress address() {
    if (socket.contains("/")) {
      return UnixDomainSocketAddress.of(socket);
    }
    Address address = Address.parse(socket);
    return new InetSocketAddress(address.host(), address.port());
  }

  private String exchange(String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address())) {
      ByteBuffer out = StandardCharsets.US_ASCII.encode(line);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(1 << 16);
      while (channel.read(in) >= 0 && all.size() < LARGEST) {
        all.write(in.array(), 0, in.position());
        in.clear();
      }
      return all.toString(StandardCharsets.UTF_8);
    }
  }
}
