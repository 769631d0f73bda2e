package dev.sluice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Arguments that several commands take, written once.
public final class Arguments {
  private static final String EVERYTHING = "--everything";
  private static final String AT = "--at";

  private Arguments() {}

  /// Adds the directory to read; the current one when it is left out.
  public static void addPath(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..1")
            .index("0")
            .type(Path.class)
            .description("The repository to read; the current directory by default.")
            .build());
  }

  /// The directory to read.
  ///
  /// @throws ParameterException when it is not a directory
  public static Path path(CommandSpec spec, ParseResult given) {
    Path path = given.matchedPositionalValue(0, Path.of("."));
    if (!Files.isDirectory(path)) {
      String what = Files.exists(path) ? "is not a directory" : "does not exist";
      throw new ParameterException(spec.commandLine(), "PATH " + path + " " + what);
    }
    return path.toAbsolutePath().normalize();
  }

  /// Adds the option that reads what is left out by default.
  public static void addEverything(CommandSpec spec) {
    addFlag(spec, EVERYTHING, "Reads vendored, ignored and test-fixture trees too.");
  }

  /// Whether what is left out by default is read.
  public static boolean everything(ParseResult given) {
    return given.matchedOptionValue(EVERYTHING, false);
  }

  /// Adds an option without a value.
  public static void addFlag(CommandSpec spec, String name, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("0")
            .type(boolean.class)
            .description(plain(description))
            .build());
  }

  /// Adds an option with one value.
  public static void addOption(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .type(String.class)
            .paramLabel(label)
            .description(plain(description))
            .build());
  }

  /// Adds an option with one value that may be given more than once.
  public static void addOptions(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(plain(description))
            .build());
  }

  /// A description without anything to be filled in, which is what a percent sign says elsewhere.
  private static String plain(String description) {
    return description.replace("%", "%%");
  }

  /// The value of an option as one of an enum's constants, written in kebab-case.
  ///
  /// @return null when the option was not given
  /// @throws ParameterException when it is none of them
  public static <T extends Enum<T>> @Nullable T choice(
      CommandSpec spec, ParseResult given, String name, Class<T> type) {
    String value = given.matchedOptionValue(name, (String) null);
    if (value == null) {
      return null;
    }
    List<String> known = Arrays.stream(type.getEnumConstants()).map(Arguments::id).toList();
    int index = known.indexOf(value);
    if (index < 0) {
      throw unknown(spec, name, known, value);
    }
    return type.getEnumConstants()[index];
  }

  /// A value that is none of the known ones.
  public static ParameterException unknown(
      CommandSpec spec, String option, List<String> known, String value) {
    return new ParameterException(
        spec.commandLine(),
        option + ": expected one of " + String.join(", ", known) + ", but found '" + value + "'");
  }

  /// Adds the option that sets the instant of the assessment.
  public static void addAt(CommandSpec spec) {
    addOption(spec, AT, "INSTANT", "Judges ages and expiries at this instant, not now.");
  }

  /// The instant of the assessment; now by default.
  ///
  /// @throws ParameterException when it is not an instant
  public static Instant at(CommandSpec spec, ParseResult given) {
    String text = given.matchedOptionValue(AT, (String) null);
    try {
      return text == null ? Instant.now() : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--at: expected an instant such as 2026-06-01T00:00:00Z, but found '" + text + "'");
    }
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
