package dev.sluice.cli.init;

import dev.sluice.cli.check.Check;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.survey.delivery.Deliveries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The `delivery.yaml` at the root of a repository, as it was read.
///
/// @param text what it held; null when it was not there
record DeliveryFile(Path path, @Nullable String text) {
  static DeliveryFile in(Path root) throws IOException {
    return of(root.resolve(Deliveries.FILE));
  }

  private static DeliveryFile of(Path path) throws IOException {
    String text =
        Files.isRegularFile(path)
            ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
            : null;
    return new DeliveryFile(path, text);
  }

  /// Why it cannot be added to, or null.
  @Nullable String refuses(Check.Result seen) {
    if (Files.isSymbolicLink(path)) {
      return "delivery.yaml is a link; give the directory that it leads to";
    }
    if (text == null && Files.exists(path)) {
      return "delivery.yaml is not a file";
    }
    if (seen.judged().isEmpty() || !seen.judged().getFirst().assessment().path().equals(".")) {
      return "delivery.yaml only lists the deliveries of a monorepo; give the directory of one";
    }
    boolean leftOut =
        seen.facts().of(LeftOut.class).stream()
            .anyMatch(l -> l.source().file().equals(Deliveries.FILE));
    if (leftOut) {
      return "delivery.yaml is left out by git's ignore rules, and `check` does not see it: add"
          + " `!delivery.yaml` to .gitignore";
    }
    return text != null && !seen.judged().getFirst().delivery().written()
        ? "there is a delivery.yaml of another tool; move it first"
        : null;
  }

  /// Writes the file as a whole or not at all.
  ///
  /// @return whether it was written; not when somebody changed it since it was read
  boolean write(String next) throws IOException {
    DeliveryFile now = of(path);
    if (!Objects.equals(now.text, text)) {
      return false;
    }
    Whole.write(path, next);
    return true;
  }
}
