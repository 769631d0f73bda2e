package dev.sluice.cli.demo;

import dev.sluice.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts the program as a process of its own, as users do.
final class Sluice {
  private Sluice() {}

  /// @param output where its output goes
  static Process start(Path output, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SLUICE_USER", "lea@example.com");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output.toString())));
    return builder.start();
  }

  /// Processes that name a directory in their command line.
  static List<ProcessHandle> mentioning(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
        .toList();
  }
}
