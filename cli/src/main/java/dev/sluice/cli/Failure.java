package dev.sluice.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// Says that sluice itself failed, under an id that stays the same for the same failure.
final class Failure {
  private Failure() {}

  /// Reports a failure.
  ///
  /// @param debug whether to print the stack trace too
  /// @return [Exit#FAILURE]
  static int report(Throwable failure, boolean debug, PrintStream err) {
    String message = failure.getMessage();
    err.println(
        "sluice: failed by its own fault ["
            + id(failure)
            + "]: "
            + failure.getClass().getSimpleName()
            + (message == null ? "" : ": " + printable(message)));
    if (debug) {
      failure.printStackTrace(err);
    } else {
      err.println("fix: run it again with --debug, and report what it prints with this id");
    }
    return Exit.FAILURE;
  }

  /// Names a failure by its kind and its way through our code; lines and messages, which vary, play
  /// no part.
  static String id(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String way =
        Arrays.stream(root.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.sluice."))
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .distinct()
            .collect(Collectors.joining("<", root.getClass().getName() + "@", ""));
    CRC32 sum = new CRC32();
    sum.update(way.getBytes(StandardCharsets.UTF_8));
    return "F-%08x".formatted(sum.getValue());
  }

  private static String printable(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
  }
}
