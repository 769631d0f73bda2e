package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.site.Person;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.KeptRelease;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.SchemaRange;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice release`: what is promoted and rolled back as one.
public final class ReleaseCommand extends Group {
  @Override
  public void describe(CommandSpec spec) {
    spec.addSubcommand("create", new Create().spec("Keeps a release, and prints its id."));
    spec.addSubcommand("list", new Listing().spec("Lists the releases of a service."));
    spec.addSubcommand("show", new Show().spec("Shows a release as it is hashed."));
    spec.addSubcommand(
        "adopt",
        new Adopt().spec("Says which release has all the traffic of an environment already."));
    spec.addSubcommand(
        "check", new JobCommand().spec("Runs a job for a release, and keeps the result."));
    spec.addSubcommand(
        "deploy", new FirstDeployment().spec("Starts the first release of an environment."));
  }

  private static final class Create extends OnSite {
    private static final String ARTIFACT = "--artifact";
    private static final String SECRET = "--secret";
    private static final String SCHEMA = "--schema";

    @Override
    void takes(CommandSpec spec) {
      Arguments.addOption(spec, Given.SERVICE, "NAME", "The service; needed among several.");
      Arguments.addOptions(
          spec, ARTIFACT, "NAME=DIGEST", "An artifact and its sha256 digest; at least one.");
      Arguments.addOption(spec, "--config", "VERSION", "Version of its configuration.");
      Arguments.addOptions(
          spec, SECRET, "NAME=VERSION", "A secret and its version, never its value.");
      Arguments.addOptions(spec, SCHEMA, "STORE=FROM..TO", "Schema versions that it runs with.");
      Arguments.addOption(
          spec, "--authors", "A,B", "Who made the change; the commit's author by default.");
    }

    @Override
    int run(Given given) {
      Release release;
      try {
        release =
            new Release(
                given.service(),
                pairs(given, ARTIFACT, Digest::new),
                given.option("--config"),
                pairs(given, SECRET, Function.identity()),
                pairs(given, SCHEMA, Create::range));
      } catch (IllegalArgumentException e) {
        throw given.wrong(String.valueOf(e.getMessage()));
      }
      Person.Commit commit = Person.head(given.site().root());
      Map<String, String> labels = new TreeMap<>();
      String authors = given.option("--authors");
      if (commit != null) {
        labels.put("commit", commit.id());
        labels.put(Planning.AUTHORS, commit.author());
      }
      if (authors != null) {
        labels.put(Planning.AUTHORS, authors);
      }
      String by = given.site().person(given.spec()).name();
      given.site().store().keep(release, Instant.now(), by, labels);
      given.terminal().out().println(release.id());
      return Exit.OK;
    }

    private static <T> SortedMap<String, T> pairs(
        Given given, String option, Function<String, T> value) {
      SortedMap<String, T> pairs = new TreeMap<>();
      for (String text : given.parsed().matchedOptionValue(option, List.<String>of())) {
        int equals = text.indexOf('=');
        if (equals < 1) {
          throw given.wrong(option + ": expected name=value, but found '" + text + "'");
        }
        T before = pairs.put(text.substring(0, equals), value.apply(text.substring(equals + 1)));
        if (before != null) {
          throw given.wrong(option + ": " + text.substring(0, equals) + " is given twice");
        }
      }
      return pairs;
    }

    private static SchemaRange range(String text) {
      int dots = text.indexOf("..");
      try {
        return dots < 0
            ? new SchemaRange(Long.parseLong(text), Long.parseLong(text))
            : new SchemaRange(
                Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "--schema: expected from..to, but found '" + text + "'", e);
      }
    }
  }

  private static final class Listing extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Arguments.addOption(spec, Given.SERVICE, "NAME", "The service; needed among several.");
    }

    @Override
    int run(Given given) {
      PrintStream out = given.terminal().out();
      String service = given.service();
      for (KeptRelease kept : given.site().store().releases(service)) {
        Release release = kept.release();
        String held = given.site().store().holds().on(release).isEmpty() ? "" : "  on hold";
        out.println(
            release.id().brief()
                + "  "
                + Moment.of(kept.at())
                + "  "
                + where(given, release)
                + held);
      }
      return Exit.OK;
    }

    /// The environments that it runs in, and whether it came there otherwise than by a rollout.
    private static String where(Given given, Release release) {
      List<String> in = new ArrayList<>();
      for (Environment e : given.site().declared().delivery().environments()) {
        List<Deployed> history = given.site().store().deployed(release.service(), e.name());
        if (!history.isEmpty() && history.getLast().release().equals(release)) {
          boolean first = history.getFirst().release().equals(release);
          in.add(first ? e.name() + " (its first, named by hand)" : e.name());
        }
      }
      return in.isEmpty() ? "-" : String.join(", ", in);
    }
  }

  private static final class Show extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
    }

    @Override
    int run(Given given) {
      KeptRelease kept = given.site().release(given.spec(), given.requiredName("RELEASE"));
      PrintStream out = given.terminal().out();
      out.println(kept.release().id());
      out.print(kept.release().canonical());
      out.println("created " + Moment.of(kept.at()) + " by " + kept.by());
      kept.labels().forEach((name, value) -> out.println("label " + name + " " + value));
      given
          .site()
          .store()
          .holds()
          .on(kept.release())
          .forEach(hold ->
              out.println(
                  "on hold since "
                      + Moment.of(hold.since())
                      + " ("
                      + hold.id()
                      + "): "
                      + hold.why()));
      return Exit.OK;
    }
  }

  /// Begins the history of an environment whose release came there otherwise.
  private static final class Adopt extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
      Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "Where it runs.");
    }

    @Override
    int run(Given given) {
      Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
      String environment = given.environment();
      String by = given.site().person(given.spec()).name();
      Deployment deployment = new Deployment(release, environment, Instant.now(), true);
      if (!given.site().store().deployFirst(deployment, by)) {
        throw given.wrong("it is known already what runs in " + environment);
      }
      given.terminal().out().println(release.id().brief() + " runs in " + environment);
      return Exit.OK;
    }
  }
}
