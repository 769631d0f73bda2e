package dev.sluice.cli.judge;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Plain;
import dev.sluice.drivers.prometheus.PrometheusSource;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.port.PortException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice judge --prometheus`: the past is asked of a server, with the queries of the plan.
final class Asking {
  static final String PROMETHEUS = "--prometheus";
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String STABLE = "--stable";
  private static final String CANARY = "--canary";
  private static final String ENVIRONMENT = "--environment";

  private Asking() {}

  static void describe(CommandSpec spec) {
    Arguments.addOption(
        spec, PROMETHEUS, "URL", "Asks a Prometheus, with the queries of the plan, not a file.");
    Arguments.addOption(spec, FROM, "INSTANT", "With --prometheus: where history begins.");
    Arguments.addOption(spec, TO, "INSTANT", "With --prometheus: where it ends.");
    Arguments.addOption(spec, STABLE, "ID", "What {{release}} stands for on the stable side.");
    Arguments.addOption(spec, CANARY, "ID", "What {{release}} stands for on the canary's side.");
    Arguments.addOption(
        spec, ENVIRONMENT, "NAME", "What {{environment}} stands for; production by default.");
  }

  static int run(
      CommandSpec spec, ParseResult given, Delivery delivery, Report report, Terminal terminal) {
    String url = given.matchedOptionValue(PROMETHEUS, "");
    String environment = given.matchedOptionValue(ENVIRONMENT, production(delivery));
    Instant from = instant(spec, given, FROM);
    Instant to = instant(spec, given, TO);
    if (!from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), TO + ": expected a time after " + from + ", but found " + to);
    }
    List<Plan.Criterion> criteria = Plan.criteria(delivery, environment);
    if (criteria.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--plan: expected a stop criterion with a query under cd.strategy, but it has none");
    }
    History history =
        new History(
            service(delivery),
            environment,
            given.matchedOptionValue(STABLE, (String) null),
            given.matchedOptionValue(CANARY, (String) null),
            from,
            to);
    Cd.MetricSource named = new Cd.MetricSource(Origin.NONE, "prometheus", url, null);
    try (PrometheusSource source = PrometheusSource.of(named, InstantSource.system())) {
      history.judge(source, criteria, report, terminal);
      return Exit.OK;
    } catch (PortException e) {
      terminal.err().println(Plain.safe("sluice judge: " + e.getMessage()));
      return e.isTerminal() ? Exit.USAGE : Exit.FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILURE;
    }
  }

  private static Instant instant(CommandSpec spec, ParseResult given, String option) {
    String text = given.matchedOptionValue(option, (String) null);
    String expected = option + ": expected an instant such as 2026-06-01T00:00:00Z, but ";
    if (text == null) {
      throw new ParameterException(spec.commandLine(), expected + "it is missing");
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(spec.commandLine(), expected + "found '" + text + "'");
    }
  }

  private static String production(Delivery delivery) {
    return delivery.environments().stream()
        .filter(Environment::production)
        .map(Environment::name)
        .findFirst()
        .orElse("production");
  }

  private static String service(Delivery delivery) {
    Context context = delivery.context();
    return context != null && context.services().size() == 1
        ? context.services().getFirst().name()
        : delivery.metadata().name();
  }
}
