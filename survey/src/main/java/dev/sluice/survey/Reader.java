package dev.sluice.survey;

import dev.sluice.survey.tree.Tree;

/// Reads the files of one tool into facts. It states what stands there and judges nothing.
///
/// Implementations are stateless, safe for use by many threads, and register themselves with
/// `@AutoService(Reader.class)`. A file that cannot be read is given to [Sink#unreadable], and the
/// others are still read.
public interface Reader {
  /// Reads what concerns this reader. Called once for a survey, on a virtual thread of its own.
  void read(Tree tree, Sink sink);
}
