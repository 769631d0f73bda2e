package dev.sluice.drivers.splitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SplitterTest {
  private static final String CLOSE = "Host: shop.example\r\nConnection: close\r\n";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_800_000_000L));
  private final InstantSource clock = now::get;
  private final Ledger ledger = new Ledger(clock);
  private Backend stable;
  private Backend canary;
  private Splitter splitter;
  private Address address;

  @BeforeEach
  void starts() throws IOException {
    stable = new Backend(SplitterTest::answer);
    canary = new Backend(SplitterTest::answer);
    address = new Address("127.0.0.1", freePort());
    splitter = Splitter.start(address, ledger, Duration.ofSeconds(1));
    share(0);
    now.set(now.get().plusSeconds(1));
  }

  @AfterEach
  void ends() throws IOException {
    splitter.close();
    stable.close();
    canary.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String answer(String target) {
    return switch (target) {
      case "/events" ->
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n~3\r\none\r\n~3\r\ntwo\r\n~0\r\n\r\n";
      case "/cut" -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n~CLOSE";
      case "/end" -> "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end~CLOSE";
      case "/early" -> "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Backend.OK;
      case "/unchanged" -> "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n";
      case "/length" -> "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n";
      case "/error" -> "HTTP/1.1 500 Oh\r\nContent-Length: 3\r\n\r\nbad";
      case "/die" -> "CLOSE";
      case "/nonsense" -> "what do you want\r\n\r\n~CLOSE";
      case "/silent" -> "WAIT";
      case "/stall" -> "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc~WAIT";
      case "/headers" ->
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
              + "Keep-Alive: timeout=5\r\nConnection: X-Secret\r\nX-Secret: 1\r\n\r\nok";
      default -> Backend.OK;
    };
  }

  private void share(int weight) {
    splitter.share(
        new Shares(
            new TreeMap<>(
                Map.of(
                    Ids.OLD, new Portion(100 - weight, List.of(stable.address())),
                    Ids.NEW, new Portion(weight, List.of(canary.address())))),
            null));
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection was not closed", e);
    }
  }

  private String get(String target) throws IOException {
    return ask("GET " + target + " HTTP/1.1\r\n" + CLOSE + "\r\n");
  }

  private Tally counted() {
    now.set(now.get().plusSeconds(1));
    long until = now.get().getEpochSecond();
    return ledger
        .rows(new Ledger.Question(Ids.OLD, Ids.NEW, until - 1, until, 1, false, null))
        .getFirst()
        .stable();
  }

  @Test
  void passesTargetsOnAsTheyAre() throws IOException {
    for (String target :
        List.of(
            "/a/b%20c%2Fd?x=1&y=%41&x=2&e",
            "//a/../b;m=1?a=b;c", "/%2e/;x", "/q?u=http://a/b?c:d")) {
      assertThat(get(target)).startsWith("HTTP/1.1 200 ");
      assertThat(stable.heads().getLast())
          .startsWith("get " + target.toLowerCase(Locale.ROOT) + " http/1.1\r\n");
    }
  }

  @Test
  void passesHeadersOnExceptThoseOfOneHop() throws IOException {
    String answer =
        ask(
            String.join(
                "\r\n",
                "GET /headers HTTP/1.1",
                "Host: shop.example",
                "Connection: close, X-Mine",
                "X-Mine: 1",
                "X-Theirs: 2",
                "X-Forwarded-For: 9.9.9.9",
                "X-Forwarded-Proto: https",
                "TE: trailers",
                "",
                ""));

    assertThat(stable.heads().getLast())
        .contains("x-theirs: 2", "x-forwarded-for: 9.9.9.9, 127.0.0.1", "x-forwarded-proto: https")
        .contains("x-forwarded-host: shop.example")
        .doesNotContain("x-mine", "te: ");
    assertThat(answer)
        .contains("Set-Cookie: a=1", "Set-Cookie: b=2")
        .doesNotContain("Keep-Alive", "X-Secret", "x-secret");
  }

  @Test
  void passesBodiesOnInPieces() throws IOException {
    ask("POST /in HTTP/1.1\r\n" + CLOSE + "Content-Length: 5\r\n\r\nhello");
    assertThat(stable.bodies()).contains("hello");
    ask(
        "POST /in HTTP/1.1\r\n"
            + CLOSE
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    assertThat(stable.bodies()).contains("3\r\nabc\r\n0\r\n\r\n");
    assertThat(get("/events")).endsWith("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
    assertThat(get("/end")).contains("until the end");
  }

  @Test
  void noAnswerIsMistakenForAnother() throws IOException {
    assertThat(get("/early")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/unchanged")).startsWith("HTTP/1.1 304 ");
    assertThat(ask("HEAD /length HTTP/1.1\r\n" + CLOSE + "\r\n")).contains("Content-Length: 1234");
    assertThat(get("/cut")).doesNotEndWith("0\r\n\r\n");
    assertThat(get("/error")).startsWith("HTTP/1.1 500 ").endsWith("bad");
    assertThat(get("/")).startsWith("HTTP/1.1 200 ").endsWith("ok");
  }

  @Test
  void failuresAreErrorsOfTheRelease() throws IOException {
    get("/");
    get("/error");
    get("/cut");
    assertThat(get("/die")).startsWith("HTTP/1.1 502 ");
    assertThat(get("/nonsense")).startsWith("HTTP/1.1 502 ");
    assertThat(get("/silent")).startsWith("HTTP/1.1 504 ");
    assertThat(ask("POST /die HTTP/1.1\r\n" + CLOSE + "Content-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 502 ");
    stable.close();
    assertThat(get("/")).startsWith("HTTP/1.1 502 ");
    splitter.share(new Shares(new TreeMap<>(Map.of(Ids.OLD, new Portion(100, List.of()))), null));
    assertThat(get("/")).startsWith("HTTP/1.1 503 ");

    assertThat(counted()).extracting(Tally::requests, Tally::errors).containsExactly(9L, 8L);
    assertThat(splitter.seen().open()).isEmpty();
  }

  @Test
  void anAnswerThatStallsIsBrokenOff() throws IOException {
    long begin = System.nanoTime();

    get("/stall");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(counted().errors()).isEqualTo(1);
  }

  @Test
  void whatAUserBreaksOffIsNoError() throws Exception {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /in HTTP/1.1\r\n" + CLOSE + "Content-Length: 50\r\n\r\nhello")
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      Thread.sleep(200);
    }
    long end = System.nanoTime() + 5_000_000_000L;
    while (splitter.seen().answered().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }

    assertThat(splitter.seen().answered()).containsEntry(Ids.OLD, 1L);
    assertThat(counted().errors()).isZero();
  }

  @Test
  void triesAnotherInstanceWhenOneIsGone() throws IOException {
    splitter.share(
        new Shares(
            new TreeMap<>(
                Map.of(
                    Ids.OLD,
                    new Portion(
                        100, List.of(new Address("127.0.0.1", freePort()), stable.address())))),
            null));

    for (int i = 0; i < 10; i++) {
      assertThat(get("/")).startsWith("HTTP/1.1 200 ");
    }
    assertThat(splitter.seen().open()).isEmpty();
  }

  @Test
  void copiesAreSentAndTheirAnswersThrownAway() throws Exception {
    splitter.share(new Shares(splitter.seen().shares().portions(), new Mirror(Ids.NEW, 50)));

    for (int i = 0; i < 10; i++) {
      assertThat(get("/error")).startsWith("HTTP/1.1 500 ");
      ask("POST /in HTTP/1.1\r\n" + CLOSE + "Content-Length: 1\r\n\r\nx");
    }

    long end = System.nanoTime() + 5_000_000_000L;
    while (canary.heads().size() < 5 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(canary.heads()).hasSize(5).allSatisfy(h -> assertThat(h).startsWith("get /error "));
    assertThat(splitter.seen().answered()).doesNotContainKey(Ids.NEW);
  }

  @Test
  void usersNeverWaitForCopies() throws IOException {
    canary.close();
    splitter.share(new Shares(splitter.seen().shares().portions(), new Mirror(Ids.NEW, 100)));

    assertThat(get("/")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() {
    assertThatThrownBy(() -> Splitter.start(new Address("0.0.0.0", 8080), ledger))
        .hasMessageContaining("expected a loopback address");
  }
}
