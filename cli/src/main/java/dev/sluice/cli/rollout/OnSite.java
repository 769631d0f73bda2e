package dev.sluice.cli.rollout;

import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Plain;
import dev.sluice.cli.site.Site;
import dev.sluice.engine.drive.UnreadableRunException;
import dev.sluice.engine.store.StoreException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command that works on a delivery and the store beside it.
abstract class OnSite implements Command {
  @Override
  public final void describe(CommandSpec spec) {
    takes(spec);
    Site.describe(spec);
  }

  /// Adds what it takes besides.
  abstract void takes(CommandSpec spec);

  /// Does it.
  ///
  /// @return one of [Exit]
  abstract int run(Given given) throws IOException, InterruptedException;

  @Override
  public final int run(ParseResult parsed, Terminal terminal) throws IOException {
    CommandSpec spec = parsed.commandSpec();
    try (Site site = Site.open(spec, parsed, terminal)) {
      return site == null ? Exit.USAGE : run(new Given(spec, parsed, terminal, site));
    } catch (UnreadableRunException e) {
      terminal.err().println("sluice: " + Plain.safe(String.valueOf(e.getMessage())));
      terminal.err().println("fix: " + e.fix());
      return Exit.USAGE;
    } catch (StoreException e) {
      terminal.err().println("sluice: " + Plain.safe(String.valueOf(e.getMessage())));
      return Exit.FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILURE;
    }
  }
}
