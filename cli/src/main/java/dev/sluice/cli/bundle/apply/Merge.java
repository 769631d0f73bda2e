package dev.sluice.cli.bundle.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/// Brings together what two sides made of one text.
final class Merge {
  /// Larger files are not merged.
  private static final int MAX_BYTES = 4 << 20;

  private Merge() {}

  /// The text with both sides' changes; empty when they touch the same lines, or when one is no
  /// text.
  static Optional<Content> of(Content base, Content one, Content other) throws IOException {
    for (Content content : List.of(base, one, other)) {
      if (content.size() > MAX_BYTES || content.binary()) {
        return Optional.empty();
      }
    }
    MergeResult<RawText> result =
        new MergeAlgorithm().merge(RawTextComparator.DEFAULT, text(base), text(one), text(other));
    if (result.containsConflicts()) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MergeFormatter()
        .formatMerge(out, result, List.of("base", "one", "other"), StandardCharsets.UTF_8);
    return Optional.of(Content.of(out.toByteArray()));
  }

  private static RawText text(Content content) {
    return new RawText(content.bytes());
  }
}
