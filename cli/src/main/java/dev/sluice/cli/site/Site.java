package dev.sluice.cli.site;

import static java.util.Objects.requireNonNull;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Terminal;
import dev.sluice.engine.plan.Declared;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.KeptRelease;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// A directory with a `delivery.yaml`, and the store of its runs beside it.
public record Site(Path root, Declared declared, Store store) implements AutoCloseable {
  private static final String IN = "--in";
  private static final String FILE = "delivery.yaml";

  public Site {
    requireNonNull(root, "root");
    requireNonNull(declared, "declared");
    requireNonNull(store, "store");
  }

  /// Adds the option that says where the delivery is.
  public static void describe(CommandSpec spec) {
    Arguments.addOption(
        spec, IN, "DIR", "Where delivery.yaml is; the current directory by default.");
  }

  /// Opens it, or says what is wrong and gives null.
  public static @Nullable Site open(CommandSpec spec, ParseResult given, Terminal terminal)
      throws IOException {
    String in = given.matchedOptionValue(IN, ".");
    Path root = Path.of(in).toAbsolutePath().normalize();
    Path file = root.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(),
          IN + " " + in + ": there is no delivery.yaml; sluice init writes one");
    }
    Loaded loaded = DeliveryLoader.standard().load(FILE, Files.readAllBytes(file));
    loaded.problems().forEach(terminal::problem);
    return switch (loaded) {
      case Loaded.Sound sound ->
          new Site(root, new Declared(sound.delivery()), StateDirectory.open(root));
      case Loaded.Refused _ -> null;
    };
  }

  /// Makes runs.
  public Planning planning() {
    return new Planning(declared, store);
  }

  /// The service that is meant: the named one, or the only one.
  public String service(CommandSpec spec, @Nullable String named) {
    List<String> known = declared.services();
    if (named == null && known.size() == 1) {
      return known.getFirst();
    }
    if (named == null) {
      throw new ParameterException(
          spec.commandLine(), "--service: expected one of " + String.join(", ", known));
    }
    if (!known.contains(named)) {
      throw Arguments.unknown(spec, "--service", known, named);
    }
    return named;
  }

  /// The release whose id begins so.
  public KeptRelease release(CommandSpec spec, String id) {
    List<KeptRelease> found = store.releasesBeginning(id, 3);
    if (found.size() == 1) {
      return found.getFirst();
    }
    String what =
        found.isEmpty()
            ? "no release begins with '" + id + "'; sluice release list shows them"
            : "several releases begin with '" + id + "'; give more of the id";
    throw new ParameterException(spec.commandLine(), what);
  }

  /// Who runs this.
  public Person person(CommandSpec spec) {
    Optional<Person> person = Person.of(root, System.getenv());
    return person.orElseThrow(() ->
        new ParameterException(
            spec.commandLine(), "nobody is known here: set SLUICE_USER, or git's user.email"));
  }

  @Override
  public void close() {
    store.close();
  }
}
