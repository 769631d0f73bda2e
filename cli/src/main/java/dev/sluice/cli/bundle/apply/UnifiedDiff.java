package dev.sluice.cli.bundle.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.jspecify.annotations.Nullable;

/// The difference between two versions of a file, as `diff -u` shows it. Line ends that are `\r\n`
/// throughout are shown as `\n`.
final class UnifiedDiff {
  private static final String NOTHING = "/dev/null";

  private UnifiedDiff() {}

  /// Its lines.
  ///
  /// @param before null when there is no such file
  /// @param after null when there will be none
  static List<String> lines(
      String beforePath, @Nullable Content before, String afterPath, @Nullable Content after)
      throws IOException {
    if ((before != null && before.binary()) || (after != null && after.binary())) {
      return List.of("Binary file " + afterPath + " differs");
    }
    RawText a = text(before);
    RawText b = text(after);
    EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, a, b);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("--- "
                + (before == null ? NOTHING : "a/" + beforePath)
                + "\n+++ "
                + (after == null ? NOTHING : "b/" + afterPath)
                + "\n")
            .getBytes(StandardCharsets.UTF_8));
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.format(edits, a, b);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    return List.of(
        (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
  }

  private static RawText text(@Nullable Content content) {
    return content == null ? RawText.EMPTY_TEXT : new RawText(content.lf().bytes());
  }
}
