package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Format;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.site.Site;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What a command that releases was given.
record Given(CommandSpec spec, ParseResult parsed, Terminal terminal, Site site) {
  static final String ENVIRONMENT = "--environment";
  static final String SERVICE = "--service";
  static final String REASON = "--reason";

  /// Adds a parameter.
  static void addName(CommandSpec spec, String label, String arity, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity(arity)
            .index("0")
            .type(String.class)
            .description(description)
            .build());
  }

  /// The parameter, or null.
  @Nullable String name() {
    return parsed.matchedPositionalValue(0, (String) null);
  }

  /// The parameter.
  String requiredName(String label) {
    String name = name();
    if (name == null) {
      throw wrong(label + " is missing");
    }
    return name;
  }

  @Nullable String option(String name) {
    return parsed.matchedOptionValue(name, (String) null);
  }

  String required(String option) {
    String value = option(option);
    if (value == null || value.isBlank()) {
      throw wrong(option + " is missing");
    }
    return value;
  }

  boolean flag(String option) {
    return parsed.matchedOptionValue(option, false);
  }

  boolean json() {
    return Arguments.choice(spec, parsed, "--format", Format.class) == Format.JSON;
  }

  ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  /// The environment that is meant, by its name.
  String environment() {
    String named = required(ENVIRONMENT);
    return site.declared()
        .environment(named)
        .orElseThrow(() ->
            Arguments.unknown(
                spec,
                ENVIRONMENT,
                site.declared().delivery().environments().stream().map(e -> e.name()).toList(),
                named))
        .name();
  }

  String service() {
    return site.service(spec, option(SERVICE));
  }

  /// The services that are meant, each once: the named ones, or the only one.
  List<String> services() {
    List<String> named = parsed.matchedOptionValue(SERVICE, List.of());
    return named.isEmpty()
        ? List.of(site.service(spec, null))
        : named.stream().distinct().map(name -> site.service(spec, name)).toList();
  }

  /// The run that is meant: the named one, or the only one of a kind that is open.
  Run run(@Nullable RunKind kind) {
    String name = name();
    if (name != null) {
      Run run = site.store().run(name);
      if (run == null) {
        throw wrong("there is no run '" + name + "'; sluice runs lists them");
      }
      return run;
    }
    RunFilter filter = RunFilter.all(20).open(true);
    List<Run> open = site.store().runs(kind == null ? filter : filter.of(kind));
    if (open.size() != 1) {
      throw wrong(
          open.isEmpty()
              ? "no run is open"
              : "several runs are open, name one: "
                  + String.join(", ", open.stream().map(Run::id).toList()));
    }
    return open.getFirst();
  }
}
