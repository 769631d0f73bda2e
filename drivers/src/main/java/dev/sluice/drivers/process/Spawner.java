package dev.sluice.drivers.process;

import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Starts processes that the kernel kills when this one ends, in whatever way.
///
/// The kernel does so when the *thread* ends that started them (prctl(2), PR_SET_PDEATHSIG). So one
/// thread starts them all, and it ends with the process only. What they start themselves is not
/// covered, nor is one that changes its user or group.
final class Spawner implements AutoCloseable {
  private static final List<Path> SETPRIV =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("sluice-spawner").factory());

  Spawner() {}

  /// Whether this machine can do it.
  ///
  /// @throws PortException when it can't
  static Path setpriv() throws PortException {
    for (Path path : SETPRIV) {
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    throw PortException.terminal(
        "expected setpriv (util-linux, on Linux), without which instances could outlive their"
            + " supervisor, but it is not there: install it");
  }

  Process start(ProcessBuilder builder) throws PortException, IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(setpriv().toString());
    words.addAll(List.of("--pdeathsig", "KILL", "--"));
    words.addAll(builder.command());
    builder.command(words);
    try {
      return thread.submit(builder::start).get();
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw new IOException("the process cannot be started: " + cause, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
