package dev.sluice.cli.simulate;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice simulate`: says how fast a bad release would be stopped, how many requests it would
/// hurt, and how often a healthy one would be stopped for nothing.
public final class SimulateCommand implements Command {
  private static final String FILE = "delivery.yaml";
  private static final String ENVIRONMENT = "--environment";

  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(
        spec, ENVIRONMENT, "NAME", "Simulates this environment; every production by default.");
    Question.describe(spec);
    Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    Question question = Question.of(spec, given);
    Path file = root.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), "PATH: expected a directory with a " + FILE + ", but it has none");
    }
    Loaded loaded = DeliveryLoader.standard().load(FILE, Files.readAllBytes(file));
    loaded.problems().forEach(terminal::problem);
    if (!(loaded instanceof Loaded.Sound sound)) {
      return Exit.USAGE;
    }
    Delivery delivery = sound.delivery();
    List<Subject> subjects = subjects(spec, given, delivery);
    List<Answer> answers;
    try (var _ = Progress.of(terminal, "simulating")) {
      answers = subjects.stream().map(subject -> Answer.of(subject, question)).toList();
    }
    if (format == Format.JSON) {
      SimulationJson.write(terminal.out(), delivery, answers);
    } else {
      SimulationText text =
          new SimulationText(terminal.out(), new Paint(terminal.colour()), delivery);
      answers.forEach(text::write);
    }
    return answers.stream().allMatch(answer -> holds(delivery, answer)) ? Exit.OK : Exit.SHUT;
  }

  private static boolean holds(Delivery delivery, Answer answer) {
    return answer.subject().isJudged()
        && Promise.of(delivery, answer).stream().allMatch(Promise::kept);
  }

  private static List<Subject> subjects(CommandSpec spec, ParseResult given, Delivery delivery) {
    Declared declared = new Declared(delivery);
    String name = given.matchedOptionValue(ENVIRONMENT, (String) null);
    List<Environment> environments = delivery.productionEnvironments();
    if (name != null) {
      List<String> known = delivery.environments().stream().map(Environment::name).toList();
      environments =
          List.of(
              declared
                  .environment(name)
                  .orElseThrow(() -> Arguments.unknown(spec, ENVIRONMENT, known, name)));
    }
    if (environments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), FILE + " has no production environment: name one by " + ENVIRONMENT);
    }
    List<Subject> subjects = Subject.of(declared, environments);
    if (subjects.isEmpty()) {
      String elsewhere =
          delivery.deliveries().isEmpty()
              ? "declare cd.strategy"
              : "simulate one of " + String.join(", ", delivery.deliveries());
      throw new ParameterException(
          spec.commandLine(), FILE + " has no deployment strategy to simulate: " + elsewhere);
    }
    return subjects;
  }
}
