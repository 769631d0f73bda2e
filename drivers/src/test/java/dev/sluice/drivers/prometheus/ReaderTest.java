package dev.sluice.drivers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.prometheus.Counting.Exact;
import dev.sluice.drivers.prometheus.Counting.Windowed;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {
  private static String terms(String query) throws QueryException {
    return ((Exact) Reader.read(query))
        .terms().stream()
            .map(term -> (term.minus() ? "-" : "+") + term.selector().text())
            .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(a_total) | +a_total",
        "a_total{v=\"x\"} | +a_total{v=\"x\"}",
        "sum(rate(a{v=\"x\"}[2m])) | +a{v=\"x\"}",
        "sum by (code, pod) (increase(a_total[{{window}}])) | +a_total",
        "sum(increase(a_total[1h30m])) without (pod) | +a_total",
        "(sum(a_total) - sum(b_total{c=~\"2..\",}))  | +a_total -b_total{c=~\"2..\"}",
        "sum(a_total) - (sum(b_total) - sum(c_total)) | +a_total -b_total +c_total",
        "sum(rate(a_total{v='}{'}[1m])) or vector(0) | +a_total{v='}{'}",
        "sum(rate(a_total[1m]) or vector(0)) or on() vector(0) | +a_total",
        "sum({__name__=\"a_total\",v!=\"x\"}) | +a_total{v!=\"x\"}",
        "sum(a_total) # all of them | +a_total",
      })
  void countsExactlyWhatAddsUpCounters(String query, String terms) throws QueryException {
    assertThat(terms(query)).isEqualTo(terms);
  }

  @Test
  void leavesWhatItCannotAddUpToTheServer() throws QueryException {
    String any =
        "sum by (v) (increase(a_total[{{window}}]) * on (pod) group_left (v) kube_pod_labels)";
    assertThat(Reader.read(any))
        .isInstanceOfSatisfying(
            Windowed.class,
            windowed -> {
              assertThat(windowed.text()).isEqualTo(any);
              assertThat(windowed.millis()).isZero();
              assertThat(windowed.rate()).isFalse();
              assertThat(windowed.selectors())
                  .extracting(Selector::text)
                  .containsExactly("a_total");
            });
    assertThat(Reader.read("sum(rate(a_total{x=\"[2m]\"}[ 2m ]) * on (pod) labels)"))
        .isInstanceOfSatisfying(
            Windowed.class,
            windowed -> {
              assertThat(windowed.text())
                  .isEqualTo("sum(rate(a_total{x=\"[2m]\"}[ {{window}} ]) * on (pod) labels)");
              assertThat(windowed.millis()).isEqualTo(120_000);
              assertThat(windowed.rate()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sum(",
        "up",
        "sum(queue_length)",
        "avg(rate(a_total[1m]))",
        "sum(irate(a_total[1m]))",
        "sum(rate(a_total[1m])) / sum(rate(b_total[1m]))",
        "sum(rate(a_total[1m])) * 60",
        "sum(rate(a_total[1m]) * 60)",
        "60 * sum(rate(a_total[1m]))",
        "sum(rate(a_total[1m])) + sum(increase(a_total[1m]))",
        "a_total - b_total",
        "sum(a_total offset 5m)",
        "sum(a_total @ 1700000000)",
        "sum(rate(a_total[5m:1m]))",
        "sum({job=\"x\"})",
        "sum(rate(a_total[1m]) * on (pod) rate(b_total[2m]))",
        "histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))",
        "sum(increase(a_total[1m]) * on (pod) b) > 5",
        "max(sum(a_total))",
        "sum(a_total) sum(b_total)",
        "sum(a_total) or vector(1)",
        "{{window}}",
      })
  void refusesWhatGivesNoCount(String query) {
    assertThatThrownBy(() -> Reader.read(query))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.fix()).isNotBlank())
        .hasMessageContaining("expected");
  }

  @Test
  void saysWhereAQueryIsNotUnderstood() {
    assertThatThrownBy(() -> Reader.read("sum(rate(a_total))"))
        .hasMessage("expected '[', but found ')' at 17");
    assertThatThrownBy(() -> Reader.read("queue"))
        .hasMessageContaining("cannot tell whether queue is one");
  }
}
