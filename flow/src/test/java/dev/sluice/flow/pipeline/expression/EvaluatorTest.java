package dev.sluice.flow.pipeline.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.pipeline.expression.Value.Begins;
import dev.sluice.flow.pipeline.expression.Value.Ended;
import dev.sluice.flow.pipeline.expression.Value.Known;
import dev.sluice.flow.pipeline.expression.Value.Open;
import dev.sluice.flow.pipeline.expression.Value.Own;
import dev.sluice.flow.pipeline.expression.Value.Result;
import dev.sluice.flow.pipeline.expression.Value.Results;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  /// A push to some branch, after a job `test` that failed and a job `lint` that succeeded.
  private static final Scope AFTER_A_FAILURE =
      new Scope() {
        @Override
        public Value value(String path) {
          return switch (path) {
            case "github.event_name" -> new Known("push");
            case "github.ref" -> new Begins("refs/heads/");
            case "github.repository" -> new Own();
            case "needs.test.result" -> new Ended(List.of(Results.only(Result.FAILURE)));
            case "needs.lint.result" -> new Ended(List.of(Results.only(Result.SUCCESS)));
            case "needs.*.result" ->
                new Ended(List.of(Results.only(Result.FAILURE), Results.only(Result.SUCCESS)));
            case "needs.test.outputs.ok" -> new Open(Truth.TIED);
            case "matrix.os" -> new Open(Truth.SOME_LEGS);
            default -> new Open(Truth.FREE);
          };
        }

        @Override
        public Truth status(Status status) {
          return switch (status) {
            case ALWAYS, FAILURE -> Truth.TRUE;
            case SUCCESS, CANCELLED -> Truth.FALSE;
          };
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "always() ; TRUE",
        "${{ always() }} ; TRUE",
        "!cancelled() ; TRUE",
        "failure() ; TRUE",
        "success() || failure() ; TRUE",
        "github.event_name == 'push' ; FALSE",
        "always() && github.event_name == 'push' ; TRUE",
        "always() && github.event_name == 'PUSH' ; TRUE",
        "always() && github.event_name != 'push' ; FALSE",
        "always() && github.ref == 'refs/heads/main' ; FREE",
        "always() && github.ref == 'refs/tags/v1' ; FALSE",
        "always() && startsWith(github.ref, 'refs/tags/') ; FALSE",
        "always() && startsWith(github.ref, 'refs/heads/') ; TRUE",
        "always() && github.repository == 'acme/storefront' ; TRUE",
        "always() && needs.test.result == 'success' ; FALSE",
        "always() && needs.lint.result == 'success' ; TRUE",
        "always() && needs['lint'].result == 'success' ; TRUE",
        "!cancelled() && !contains(needs.*.result, 'failure') ; FALSE",
        "always() && !contains(join(needs.*.result, ','), 'failure') ; FALSE",
        "always() && contains(needs.*.result, 'success') ; TRUE",
        "always() && needs.test.outputs.ok == 'true' ; TIED",
        "always() && (needs.test.outputs.ok == 'true' || inputs.force) ; FREE",
        "always() && matrix.os == 'linux' ; SOME_LEGS",
        "always() && !failure() ; FALSE",
        "always() && false ; FALSE",
        "always() && 'it''s' == 'it''s' ; TRUE",
      })
  void tellsHowFarAConditionCanComeTrue(String condition, Truth truth) {
    assertThat(new Evaluator(AFTER_A_FAILURE).condition(condition)).isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"always(", "a &&", "'open", "a b", "${{ a }} && ${{ b }}"})
  void takesWhatMakesNoSenseAsOpaque(String condition) {
    assertThat(Expression.parse(condition)).isInstanceOf(Expression.Opaque.class);
  }

  @Test
  void survivesDeepNesting() {
    assertThat(Expression.parse("(".repeat(100_000))).isInstanceOf(Expression.Opaque.class);
    assertThat(Expression.parse("a&&".repeat(100_000) + "a")).isInstanceOf(Expression.Opaque.class);
  }
}
