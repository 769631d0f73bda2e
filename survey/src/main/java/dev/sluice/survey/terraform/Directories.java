package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.IacModule;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a directory manages, which modules it calls, and whether it is applied.
final class Directories {
  private static final Pattern REF = Pattern.compile("[?&]ref=([^&\\s]+)");
  private static final Pattern EXACT = Pattern.compile("=?\\s*(v?\\d+\\.\\d+\\.\\d+[-+.\\w]*)");

  private Directories() {}

  static void read(Directory directory, Configuration configuration, Sink sink) {
    String path = directory.path();
    directory
        .blocks("resource")
        .forEach(r -> sink.add(new IacResource(r.source(), path, r.label(0), r.label(1))));
    directory.blocks("module").forEach(block -> module(path, block, sink));
    if (configuration.isRoot(directory)) {
      directory.begins().ifPresent(at -> sink.add(new IacRoot(at, "terraform", path)));
    }
  }

  private static void module(String path, HclBlock block, Sink sink) {
    if (block.body().value("source") instanceof HclValue.Literal origin) {
      String version = version(origin.text(), block.body().literal("version"));
      boolean local = Configuration.isLocal(origin.text());
      sink.add(new IacModule(origin.source(), path, block.label(0), origin.text(), version, local));
    }
  }

  /// The one version that a source names: a git ref, or an exact version of a registry; null for a
  /// range.
  static @Nullable String version(String origin, @Nullable String constraint) {
    Matcher ref = REF.matcher(origin);
    if (ref.find()) {
      return ref.group(1);
    }
    Matcher exact = EXACT.matcher(constraint == null ? "" : constraint.strip());
    return exact.matches() ? exact.group(1) : null;
  }
}
