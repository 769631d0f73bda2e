package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Observation.Counted;
import dev.sluice.release.judge.Observation.Keyed;
import dev.sluice.release.judge.Observation.Missing;
import dev.sluice.release.judge.Observation.Sides;
import dev.sluice.release.judge.Observation.Timed;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusSourceTest {
  private static final long T = 1_800_000_000;
  private static final String A = "\"job\":\"shop\",\"instance\":\"a\"";
  private static final String B = "\"job\":\"shop\",\"instance\":\"b\"";
  private static final String UP = "up{job=~\"shop\",instance=~\"a|b\"}";
  private static final String TOTAL = "requests_total{side=\"%s\"}";
  private static final String BAD = "requests_total{side=\"%s\",code=~\"5..\"}";

  private final FakeApi api;
  private PrometheusSource source;

  PrometheusSourceTest() throws Exception {
    api = new FakeApi();
    source = at(T + 195);
  }

  private PrometheusSource at(long now) throws PortException {
    return at(now, 20);
  }

  private PrometheusSource at(long now, int timeout) throws PortException {
    return PrometheusSource.of(
        api.url() + "/",
        Duration.ofSeconds(15),
        Duration.ofSeconds(timeout),
        InstantSource.fixed(Instant.ofEpochSecond(now)));
  }

  /// Two targets that are scraped every 15 s, one of each side: 10 and 2 requests in a second, of
  /// which the canary fails one in 2 seconds.
  @BeforeEach
  void fill() {
    up(T - 300, T + 300);
    String stable = A + ",\"code\":\"200\"";
    api.series(
        TOTAL.formatted("stable"), stable, T - 300, T + 300, 15, t -> "" + 10 * (t - T + 9000));
    canary(T + 300);
  }

  private void up(long from, long to) {
    api.series(UP, A, from, to, 15, t -> "1");
    api.series(UP, B, from, to, 15, t -> "1");
  }

  private void canary(long to) {
    String good = B + ",\"code\":\"200\"";
    String bad = B + ",\"code\":\"500\"";
    api.series(TOTAL.formatted("canary"), good, T, to, 15, t -> "" + 3 * (t - T) / 2);
    api.series(TOTAL.formatted("canary"), bad, T + 15, to, 15, t -> "" + (t - T) / 2);
    api.series(BAD.formatted("canary"), bad, T + 15, to, 15, t -> "" + (t - T) / 2);
  }

  @AfterEach
  void close() {
    source.close();
    api.close();
  }

  private static Cd.Analysis errors(@Nullable String by) {
    return analysis(
        new Cd.Query(
            Origin.NONE,
            "sum(rate(" + BAD.formatted("{{side}}") + "[2m]))",
            "sum(rate(" + TOTAL.formatted("{{side}}") + "[2m]))",
            null,
            null),
        by);
  }

  private static Cd.Analysis analysis(Cd.Query query, @Nullable String by) {
    return new Cd.Analysis(
        Origin.NONE, "errors", "prometheus", null, query, null, null, null, null, by);
  }

  private List<Observation> measure(Cd.Analysis criterion, long after, long until)
      throws Exception {
    return source.measure(
        criterion,
        new Names(Side.STABLE, "shop", "production", null, null),
        new Names(Side.CANARY, "shop", "production", null, null),
        Instant.ofEpochSecond(after),
        Instant.ofEpochSecond(until),
        Duration.ofSeconds(5));
  }

  private List<Observation> measure(long after, long until) throws Exception {
    return measure(errors(null), after, until);
  }

  private static Observation counted(long at, int stable, int canary, int errors) {
    return new Counted(
        Instant.ofEpochSecond(at), new Counts(stable, 0), new Counts(canary, errors));
  }

  private static Observation missing(long at, Cause cause) {
    return new Missing(Instant.ofEpochSecond(at), cause);
  }

  private static Counts sum(List<Observation> all) {
    long requests = 0;
    long errors = 0;
    for (Observation one : all) {
      Counts canary = ((Counted) one).canary();
      requests += canary.requests();
      errors += canary.errors();
    }
    return new Counts(requests, errors);
  }

  @Test
  void countsBothSidesInIntervalsThatTouch() throws Exception {
    List<Observation> all = measure(T + 60, T + 120);
    assertThat(all)
        .hasSize(4)
        .extracting(one -> ((Counted) one).stable())
        .containsOnly(new Counts(150, 0));
    assertThat(all).extracting(Observation::at).endsWith(Instant.ofEpochSecond(T + 120));
    assertThat(sum(all)).isEqualTo(new Counts(120, 30));
    // Wherever intervals begin, every request is in one of them.
    assertThat(sum(measure(T + 51, T + 111))).isEqualTo(new Counts(120, 30));
  }

  @Test
  void withoutACanaryYetItIsHistory() throws Exception {
    api.labels("\"code\",\"side\"");
    assertThat(measure(T - 60, T - 30))
        .containsExactly(counted(T - 45, 150, 0, 0), counted(T - 30, 150, 0, 0));
  }

  @Test
  void asksForNothingThatIsNewerThanTheLag() throws Exception {
    // Now is 195: what was scraped by 180 can be read.
    assertThat(measure(T + 150, T + 195))
        .hasSize(2)
        .extracting(Observation::at)
        .endsWith(Instant.ofEpochSecond(T + 180));
    assertThat(api.asked())
        .filteredOn(form -> form.containsKey("query"))
        .extracting(form -> form.get("time"))
        .containsOnly(T + 180 + ".000");
    assertThat(measure(T + 180, T + 195)).isEmpty();
  }

  @Test
  void waitsForTheScrapeThatEndsAnInterval() throws Exception {
    source = at(T + 205);
    assertThat(measure(T + 172, T + 205)).hasSize(0);
    source = at(T + 211);
    assertThat(measure(T + 172, T + 211)).hasSize(1);
  }

  @Test
  void anIntervalThatNoScrapeEndsIsStaleInTheEnd() throws Exception {
    api.without(UP);
    up(T - 300, T + 90);
    source = at(T + 140);
    assertThat(measure(T + 60, T + 140)).hasSize(2).allMatch(one -> one instanceof Counted);
    source = at(T + 160);
    assertThat(measure(T + 90, T + 160)).containsExactly(missing(T + 105, Cause.STALE));
  }

  @Test
  void aPartlyScrapedIntervalIsNotTakenForAWholeOne() throws Exception {
    api.without(UP);
    api.series(UP, A, T - 300, T + 300, 15, t -> "1");
    api.series(UP, B, T - 300, T + 300, 15, t -> t == T + 75 || t == T + 90 ? "0" : "1");
    assertThat(measure(T + 30, T + 135))
        .extracting(one -> one instanceof Counted)
        .containsExactly(true, true, false, false, false, true, true);
  }

  @Test
  void aValueThatIsNoNumberIsNoCount() throws Exception {
    String odd = A + ",\"code\":\"204\"";
    api.series(
        TOTAL.formatted("stable"), odd, T - 300, T + 300, 15, t -> t == T + 75 ? "+Inf" : "7");
    assertThat(measure(T + 60, T + 75)).containsExactly(missing(T + 75, Cause.NOT_A_NUMBER));
  }

  @Test
  void aTotalWithoutSeriesHasNoResultAndOneThatEndedIsStale() throws Exception {
    api.without(TOTAL.formatted("stable"));
    assertThat(measure(T + 60, T + 75)).containsExactly(missing(T + 75, Cause.NO_RESULT));
    api.labels("\"code\",\"side\"");
    assertThat(measure(T + 60, T + 75)).containsExactly(missing(T + 75, Cause.STALE));
  }

  @Test
  void badRequestsWithoutSeriesAreNoneOnlyWhereTheyCouldBe() throws Exception {
    api.without(BAD.formatted("canary"));
    assertThat(measure(T + 60, T + 75)).containsExactly(missing(T + 75, Cause.NO_RESULT));
    api.labels("\"side\",\"status\"");
    assertThat(measure(T + 60, T + 75)).containsExactly(missing(T + 75, Cause.NO_RESULT));
    api.labels("\"side\",\"code\"");
    assertThat(measure(T + 60, T + 75))
        .allMatch(one -> one instanceof Counted c && c.canary().errors() == 0);
  }

  @Test
  void countsByAKey() throws Exception {
    List<Observation> all = measure(errors("code"), T + 60, T + 90);
    assertThat(all).hasSize(2);
    Map<String, Sides> keys = ((Keyed) all.getFirst()).keys();
    assertThat(keys).containsOnlyKeys("200", "500");
    assertThat(requireNonNull(keys.get("200")).stable()).isEqualTo(new Counts(150, 0));
    assertThat(requireNonNull(keys.get("500")).canary().errors()).isBetween(7L, 8L);
    assertThatThrownBy(() -> measure(errors("customer"), T + 60, T + 90))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("no series has 'customer'");
  }

  private void buckets(String side, String target, String... bounds) {
    for (int i = 0; i < bounds.length; i++) {
      int share = i + 1;
      api.series(
          "latency_seconds_bucket{side=\"" + side + "\"}",
          target + ",\"le\":\"" + bounds[i] + "\"",
          T,
          T + 300,
          15,
          t -> "" + share * (t - T));
    }
  }

  private static final Cd.Analysis LATENCY =
      analysis(
          new Cd.Query(Origin.NONE, null, null, "latency_seconds_bucket{side=\"{{side}}\"}", null),
          null);

  @Test
  void countsLatencyInItsBuckets() throws Exception {
    buckets("stable", A, "0.1", "0.5", "+Inf");
    buckets("canary", B, "0.1", "0.5", "+Inf");
    Histogram even =
        new Histogram(List.of(0.1, 0.5, Double.POSITIVE_INFINITY), List.of(15L, 15L, 15L));
    assertThat(measure(LATENCY, T + 60, T + 75))
        .containsExactly(new Timed(Instant.ofEpochSecond(T + 75), even, even));
  }

  @Test
  void otherBucketsThanOnTheOtherSideCannotBeCompared() throws Exception {
    buckets("stable", A, "0.1", "0.5", "+Inf");
    buckets("canary", B, "0.1", "0.2", "+Inf");
    assertThat(measure(LATENCY, T + 60, T + 75)).containsExactly(missing(T + 75, Cause.BUCKETS));
  }

  private void fails(boolean terminal, String message) {
    assertThatThrownBy(() -> measure(T + 60, T + 75))
        .isInstanceOfSatisfying(
            PortException.class,
            e -> assertThat(e.isTerminal()).as(e.getMessage()).isEqualTo(terminal))
        .hasMessageContaining("stop criterion 'errors'")
        .hasMessageContaining(message);
  }

  @Test
  void saysWhatTheServerSays() {
    api.answers(400, "{\"status\":\"error\",\"error\":\"parse error: no closing brace\"}");
    fails(true, "parse error: no closing brace");
    api.answers(503, "{\"status\":\"error\",\"error\":\"query timed out\"}");
    fails(false, "query timed out");
    api.answers(502, "<html>bad gateway</html>");
    fails(false, "answered 502");
    api.answers(429, "{}");
    fails(false, "answered 429");
    api.answers(200, "<html>hello</html>");
    fails(true, "is not the API of a Prometheus");
    api.answers(404, "404 page not found");
    fails(true, "give the URL without /api/v1");
    api.answers(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    fails(true, "vector");
  }

  @Test
  void aPartOfTheDataIsNotAllOfIt() {
    api.warns("store eu-west is down");
    fails(false, "a part of the data only: store eu-west is down");
  }

  @Test
  void doesNotWaitForeverForASlowServer() throws Exception {
    api.isSlow(60_000);
    source = at(T + 195, 1);
    fails(false, "did not answer within 1000 ms");
  }

  @Test
  void aServerThatIsNotThereMayComeBack() {
    api.close();
    fails(false, "does not answer");
  }

  @Test
  void refusesWhatCannotBeAskedFor() {
    assertThatThrownBy(() ->
            measure(analysis(new Cd.Query(Origin.NONE, null, null, null, "up"), null), T, T + 60))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("only query.value")
        .hasMessageContaining("fix:");
    assertThatThrownBy(() ->
            measure(
                analysis(
                    new Cd.Query(Origin.NONE, "sum(a_total)", "sum(b_total)", null, null), null),
                T,
                T + 60))
        .hasMessageContaining("query.bad sum(a_total)")
        .hasMessageContaining("tells canary from stable");
    assertThatThrownBy(() ->
            PrometheusSource.of(
                "http://me:secret@host", Duration.ZERO, Duration.ZERO, InstantSource.system()))
        .hasMessageContaining("without credentials")
        .hasMessageNotContaining("secret");
  }
}
